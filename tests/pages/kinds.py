"""Kinds of clutter that no list of the reader names, and true paragraphs that look like clutter, in three builds.

``FIRST``, ``SECOND`` and ``THIRD`` are lines as sites of 2026 put them between and after paragraphs. Each batch was
written before it was read for the first time, and what was removed of it then is the honest rate for kinds that nobody
thought of: README.md has the figures. ``TRUE`` are paragraphs of stories that begin, command, link or count as clutter
does. Each stands in two positions of a plain article: between its paragraphs, and after the last. :data:`BUILDS` are
three ways to set one.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.pages.pieces import Piece


@dataclass(frozen=True)
class Kind(Piece):
    """A piece of clutter, or a true paragraph like one, and the language of the story around it."""

    language: str = "id"


TITLES = {
    "id": "Jembatan Gantung Wonosari Ambruk, Puluhan Siswa Menyeberang dengan Rakit",
    "en": "Harbour bridge closed after cracks were found in two piers",
}
STORIES = {
    "id": (
        "Jembatan gantung yang menghubungkan Dusun Wonosari dan Dusun Kebonagung ambruk pada Senin (3/3/2025) sore setelah tali penyangganya putus tersapu kayu yang hanyut.",
        "Tidak ada korban dalam peristiwa itu, tetapi 74 siswa kini menyeberang dengan rakit bambu yang dijaga perangkat desa setiap pagi dan siang.",
        "“Anak-anak tetap harus sekolah, jadi kami bergantian menarik rakit,” kata Kepala Dusun Wonosari, Slamet Riyanto, ketika ditemui di tepi sungai.",
        "Dinas Pekerjaan Umum telah mengukur lokasi dan menghitung biaya pembangunan jembatan baru sekitar Rp1,8 miliar yang akan diusulkan dalam perubahan anggaran.",
        "Sampai jembatan selesai, kendaraan roda dua harus memutar sejauh sembilan kilometer melewati jalan kebun yang licin saat hujan.",
    ),
    "en": (
        "The harbour bridge at Westmouth was closed to all traffic on Monday evening after divers found cracks in two of its seven piers, the county said.",
        "About 14,000 vehicles cross it on a working day, and the detour through Aldergate adds twenty-five minutes to the journey.",
        "“Nobody was in danger, but I will not open a bridge that I cannot vouch for,” said the county engineer, Helen Marsh, at a hearing on Tuesday.",
        "Repairs are expected to take at least six weeks and to cost £2.3 million, most of which the transport ministry has agreed to pay.",
        "Shopkeepers on the north quay fear for their trade, because the summer visitors usually come across the bridge on foot.",
    ),
}

FIRST = (
    Kind("summary by machine", "<p><em>Rangkuman di atas disusun otomatis oleh mesin dan sudah dicek editor.</em></p>", "disusun otomatis"),
    Kind("question to a machine", "<div><button>Tanya AI soal berita ini</button></div><p>Ada yang belum jelas? Asisten Pojok Kita siap menjawab.</p>", "siap menjawab"),
    Kind("points for reading", "<p>Baca sampai habis dan kumpulkan 5 poin PojokKoin!</p>", "PojokKoin"),
    Kind("shopping", "<p>Cari sepatu bot untuk musim hujan? <a href='https://toko.example/bot'>Diskon sampai 40% di sini</a></p>", "sepatu bot"),
    Kind("vacancy", "<p>Pojok Kita membuka lowongan wartawan untuk wilayah Trenggalek. Kirim CV ke hrd@pojok.example.</p>", "membuka lowongan"),
    Kind("event", "<p>Pesan tiket Pojok Kita Fest 2025 mulai Rp75.000, <a href='/fest/'>stok terbatas</a>.</p>", "Pesan tiket"),
    Kind("printed edition", "<p>Edisi cetak Selasa sudah tersedia di agen dan kios langganan Anda.</p>", "agen dan kios"),
    Kind("small advertisements", "<p>Pasang iklan baris cukup Rp15.000 per baris, terbit besok pagi.</p>", "iklan baris"),
    Kind("cookies", "<p>Kami memakai kuki untuk menyesuaikan isi dan iklan yang Anda lihat.</p>", "memakai kuki"),
    Kind("code of conduct", "<p>Pelajari <a href='/pedoman/'>pedoman media siber</a> yang menjadi pegangan kami.</p>", "menjadi pegangan"),
    Kind("correction policy", "<p>Setiap ralat kami muat di <a href='/ralat/'>halaman khusus</a>.</p>", "Setiap ralat"),
    Kind("poll", "<div><p>Setujukah Anda jembatan dibangun permanen?</p><ul><li>Setuju 64%</li><li>Tidak 21%</li><li>Ragu-ragu 15%</li></ul></div>", "Ragu-ragu 15%"),
    Kind("poll, count", "<p>1.245 orang sudah memilih</p>", "sudah memilih"),
    Kind("reactions", "<div><p>Apa reaksimu?</p><span>😀 Senang</span> <span>😢 Sedih</span> <span>😡 Marah</span></div>", "😢 Sedih"),
    Kind("channel of a messenger", "<p>Warta kilat langsung ke ponselmu: tekan Ikuti di saluran WA Pojok Kita.</p>", "Warta kilat"),
    Kind("pass it on", "<p>Teman Anda perlu tahu? Teruskan kabar ini kepadanya.</p>", "Teruskan kabar"),
    Kind("radio", "<p>Siaran langsung Radio Pojok 98,3 FM dapat didengar lewat pemutar di atas.</p>", "98,3 FM"),
    Kind("television", "<p>Dialog Pojok Malam tayang setiap Senin–Jumat pukul 20.00 WIB hanya di Pojok TV.</p>", "Dialog Pojok Malam"),
    Kind("rules for comments", "<p>Hormati sesama pembaca. Komentar berbau SARA akan dihapus moderator.</p>", "Hormati sesama"),
    Kind("articles left", "<p>Anda masih punya 3 artikel gratis bulan ini.</p>", "masih punya 3"),
    Kind("wall", "<p>Bagian selanjutnya hanya untuk pelanggan. <a href='/paket/'>Pilih paket</a></p>", "hanya untuk pelanggan"),
    Kind("reading list", "<p>Artikel ditambahkan ke daftar bacaan</p>", "daftar bacaan"),
    Kind("player", "<div><span>Putar suara</span> <span>0:00 / 4:21</span> <span>Kecepatan 1x</span></div>", "Putar suara"),
    Kind("transcript", "<p>Transkrip dibuat oleh mesin dan mungkin memuat kekeliruan.</p>", "Transkrip dibuat"),
    Kind("place of the reader", "<p>Izinkan akses lokasi supaya kami dapat menampilkan kabar di sekitarmu.</p>", "akses lokasi"),
    Kind("members", "<p>812 Sahabat Pojok sudah patungan menjaga ruang redaksi ini tetap hidup. <a href='/sahabat/'>Ikut patungan</a></p>", "sudah patungan"),
    Kind("merchandise", "<p>Kaus dan tumbler Pojok Kita kini tersedia di <a href='/toko/'>toko daring kami</a>.</p>", "Kaus dan tumbler"),
    Kind("course", "<p>Kelas menulis bersama redaktur kami dibuka lagi bulan depan. <a href='/kelas/'>Daftar, hanya 20 kursi</a></p>", "Kelas menulis"),
    Kind("network", "<p>Pojok Kita adalah bagian dari jaringan Suara Selatan.</p>", "jaringan Suara Selatan"),
    Kind("sponsor", "<p>Dipersembahkan oleh Bank Mataraman</p>", "Dipersembahkan oleh"),
    Kind("grant", "<p><em>Liputan ini terbit berkat hibah Yayasan Lentera Desa.</em></p>", "berkat hibah"),
    Kind("rates", "<div><span>Kurs dolar Rp16.210</span> <span>Emas Rp1.702.000</span> <span>IHSG 6.512</span></div>", "IHSG 6.512"),
    Kind("match", "<p><a href='/skor/'>Skor langsung: Persiga 1-1 Persedikab (67')</a></p>", "Skor langsung"),
    Kind("game", "<p>Istirahat sejenak, <a href='/tts/'>main teka-teki silang hari ini</a>!</p>", "teka-teki silang"),
    Kind("countdown", "<div>Menuju Lebaran: <b>27</b> hari <b>4</b> jam <b>12</b> menit</div>", "Menuju Lebaran"),
    Kind("session", "<p>Sesi Anda telah berakhir, segarkan laman ini.</p>", "Sesi Anda"),
    Kind("end of the page", "<p>Anda sudah sampai di ujung berita ini</p>", "sampai di ujung"),
    Kind("later", "<div><button>Nanti saja</button> <span>Jangan tampilkan lagi</span></div>", "Jangan tampilkan lagi"),
    Kind("articles of the writer", "<p>Ratna Dewi telah menulis <a href='/penulis/ratna/'>214 artikel</a></p>", "214 artikel"),
    Kind("freshness", "<p>Diperbarui 12 menit yang lalu</p>", "12 menit yang lalu"),
    Kind("prints for sale", "<p>Ingin memiliki foto ini? Pesan cetakannya di arsip.pojok.example.</p>", "Pesan cetakannya"),
    Kind("voucher", "<p>Pakai kode POJOK25 saat membayar dan hemat 25 persen untuk paket tahunan.</p>", "POJOK25"),
    Kind("checking of facts", "<p>Menerima pesan berantai yang meragukan? Kirim ke tim cek fakta kami di 0811-2233-445.</p>", "pesan berantai"),
    Kind("takeaways by machine", "<p><em>Key takeaways were generated by AI and reviewed by an editor.</em></p>", "Key takeaways", "en"),
    Kind("free articles", "<p>You have 2 free articles left this month.</p>", "free articles left", "en"),
    Kind("gift", "<p>Gift this article to a friend. Members can give ten a month.</p>", "Members can give", "en"),
    Kind("readers pay", "<p>This story is free to read because neighbours like you chip in. <a href='/chip-in/'>Chip in</a></p>", "chip in", "en"),
    Kind("audio", "<div><span>Play audio</span> <span>0:00 / 6:14</span></div>", "Play audio", "en"),
    Kind("hiring", "<p>We’re hiring! Work with us as a <a href='/jobs/'>data reporter</a>.</p>", "hiring", "en"),
    Kind("tickets", "<p>Tickets for our autumn debate are on sale now.</p>", "autumn debate", "en"),
    Kind("goods", "<p><a href='/shop/boots'>Shop our favourite rain boots</a></p>", "rain boots", "en"),
    Kind("standards", "<p>Why you can trust the Westmouth Post: read about our standards.</p>", "Why you can trust", "en"),
    Kind("screen", "<p>Turn your phone sideways to see the whole graphic.</p>", "phone sideways", "en"),
    Kind("thanks", "<p>Thanks for rating this story!</p>", "Thanks for rating", "en"),
    Kind("informative", "<div><p>How informative was this article?</p><span>Not at all</span> <span>Very</span></div>", "How informative", "en"),
    Kind("text message", "<p>Text BRIDGE to 55155 and get alerts from our traffic desk.</p>", "55155", "en"),
    Kind("puzzle", "<p>Puzzle time: <a href='/mini/'>can you solve today’s Mini?</a></p>", "Puzzle time", "en"),
    Kind("host", "<p>Hosted by Riverside Bank. The newsroom had no part in this content.</p>", "Hosted by", "en"),
    Kind("reprints", "<p>For reprints and licensing, write to rights@westmouthpost.example.</p>", "For reprints", "en"),
    Kind("digital access", "<p>Print subscriber? Activate your digital access.</p>", "digital access", "en"),
)  # fmt: skip

SECOND = (
    Kind("bell", "<p>Biar nggak ketinggalan kabar kampung halaman, nyalakan lonceng di pojok kanan.</p>", "nyalakan lonceng"),
    Kind("tip jar", "<p>Traktir kopi untuk reporter yang menulis laporan ini: <a href='https://saweria.co/pojok'>saweria.co/pojok</a></p>", "Traktir kopi"),
    Kind("fasting", "<p>Imsak 04.21 · Magrib 17.58 untuk Wonosari dan sekitarnya</p>", "Magrib 17.58"),
    Kind("house for sale", "<p>Dijual cepat rumah tipe 45 di pusat kota, hubungi 0812-7788-9900.</p>", "Dijual cepat"),
    Kind("condolence", "<p>Keluarga besar Pojok Kita turut berduka cita atas wafatnya H. Sumarno.</p>", "turut berduka"),
    Kind("greeting", "<p>Segenap pimpinan dan karyawan mengucapkan Selamat Hari Raya Idulfitri 1446 H.</p>", "Segenap pimpinan"),
    Kind("other channel", "<p>Suka cerita sepak bola kampung? Mampir ke <a href='/lapangan/'>Lapangan Desa</a>, saluran olahraga kami.</p>", "Mampir ke"),
    Kind("warning of contents", "<p>Tulisan ini memuat kekerasan; pembaca di bawah 18 tahun perlu pendampingan.</p>", "perlu pendampingan"),
    Kind("leave to quote", "<p>Silakan kutip asal mencantumkan tautan aktif.</p>", "Silakan kutip"),
    Kind("how it was made", "<p>Ditulis dengan bahan dari tiga narasumber yang kami temui langsung.</p>", "Ditulis dengan bahan"),
    Kind("saving data", "<p>Mode hemat kuota sedang aktif: gambar tidak dimuat.</p>", "hemat kuota"),
    Kind("weather", "<p>Besok: hujan ringan 24–31°C</p>", "24–31°C"),
    Kind("loyalty", "<p>Terima kasih sudah jadi pelanggan setia sejak 2021!</p>", "pelanggan setia"),
    Kind("archive", "<p>Semua edisi lama bisa dicari di <a href='/arsip/'>arsip digital</a>.</p>", "edisi lama"),
    Kind("contest", "<p>Kirim foto hujanmu dan menangkan payung cantik setiap pekan.</p>", "foto hujanmu"),
    Kind("voice", "<p>Cukup ucapkan Hai Pojok, bacakan berita di pengeras suara pintarmu.</p>", "pengeras suara"),
    Kind("what to cover", "<p>Dua menit saja: ceritakan kabar apa yang ingin Anda baca minggu depan.</p>", "Dua menit saja"),
    Kind("map", "<p><a href='/peta/77'>Buka peta besar di layar baru</a></p>", "peta besar"),
    Kind("readers now", "<p>Sedang dibaca 312 orang</p>", "Sedang dibaca"),
    Kind("certificate", "<p>✔ Media terdaftar, nomor sertifikat 1187/DP-Verifikasi</p>", "nomor sertifikat"),
    Kind("other language", "<p><a href='/jw/jembatan/'>Wacanen nganggo basa Jawa</a></p>", "Wacanen"),
    Kind("answers of readers", "<p>Ada 14 tanggapan, ikut nimbrung yuk</p>", "ikut nimbrung"),
    Kind("local news", "<p>Love local news? So do we. <a href='/give/'>Chip in £2</a>.</p>", "Love local news", "en"),
    Kind("doorsteps", "<p>The Post delivers to 9,000 doorsteps every Thursday. Ask your newsagent.</p>", "doorsteps", "en"),
    Kind("something missed", "<p>Spotted something we missed? Drop us a line.</p>", "Drop us a line", "en"),
    Kind("supplement", "<p>Our Sunday supplement is back this weekend.</p>", "Sunday supplement", "en"),
    Kind("to the comments", "<p><a href='#comments'>Skip ahead to the comments</a></p>", "Skip ahead", "en"),
    Kind("prints", "<p>Photographs from this story can be ordered as prints.</p>", "ordered as prints", "en"),
    Kind("refresh", "<p>This page refreshes every 60 seconds.</p>", "refreshes every", "en"),
    Kind("readers this hour", "<p>Read by 1,200 people this hour</p>", "1,200 people", "en"),
)  # fmt: skip

THIRD = (
    Kind("messenger", "<p>Biar paling dulu tahu, masuk ke grup siaran WhatsApp redaksi sekarang.</p>", "grup siaran"),
    Kind("application", "<p>Lebih ringan dan cepat dibuka lewat aplikasi Pojok Kita di ponsel Android.</p>", "Lebih ringan"),
    Kind("poll", "<p>Menurutmu, siapa yang harus menanggung biaya jembatan? Pilih satu.</p>", "Pilih satu"),
    Kind("gift", "<p>Sumbanganmu, berapa pun, membuat liputan desa tetap gratis bagi semua.</p>", "Sumbanganmu"),
    Kind("correction", "<p>Keliru menulis nama? Kabari kami agar segera dibetulkan.</p>", "Kabari kami"),
    Kind("machine", "<p>Poin-poin di bawah dirangkum dengan bantuan AI.</p>", "Poin-poin di bawah"),
    Kind("voice", "<p>Malas membaca? Putar versi suaranya.</p>", "versi suaranya"),
    Kind("partner", "<p>Artikel kerja sama dengan Dinas Pariwisata Kabupaten.</p>", "Artikel kerja sama"),
    Kind("evening", "<p>Hadiri bincang buku bersama redaksi, Sabtu 8 Maret di Taman Baca.</p>", "bincang buku"),
    Kind("questions", "<p>Uji ingatanmu: sepuluh soal tentang berita pekan ini.</p>", "Uji ingatanmu"),
    Kind("stars", "<p>Bintang berapa untuk tulisan ini?</p>", "Bintang berapa"),
    Kind("opinions", "<p>Bagaimana tanggapanmu? Isi kolom di bawah.</p>", "tanggapanmu"),
    Kind("passing on", "<p>Sebarkan ke grup keluarga agar lebih banyak yang tahu.</p>", "grup keluarga"),
    Kind("paper at home", "<p>Versi koran dapat diantar ke rumah, cukup Rp90.000 sebulan.</p>", "Versi koran"),
    Kind("writer wanted", "<p>Dicari: penulis lepas untuk rubrik kuliner, honor menarik.</p>", "penulis lepas"),
    Kind("letter", "<p>Satu surel setiap Jumat, isinya cerita terbaik dari desa.</p>", "Satu surel"),
    Kind("messenger, English", "<p>Get our headlines on WhatsApp: tap to follow.</p>", "tap to follow", "en"),
    Kind("application, English", "<p>Read faster in the Post app, free on iPhone and Android.</p>", "Read faster", "en"),
    Kind("vote, English", "<p>Should the bridge be rebuilt? Cast your vote below.</p>", "Cast your vote", "en"),
    Kind("gifts, English", "<p>We rely on gifts from people like you to keep reporting.</p>", "rely on gifts", "en"),
    Kind("error, English", "<p>If you see an error, email corrections@westmouthpost.example.</p>", "see an error", "en"),
    Kind("machine, English", "<p>This summary was written by a machine and checked by a person.</p>", "This summary", "en"),
    Kind("play, English", "<p>Prefer to listen? Press play.</p>", "Prefer to listen", "en"),
    Kind("payer, English", "<p>Paid for by Aldergate Council</p>", "Paid for by", "en"),
    Kind("stage, English", "<p>Join our editors live on stage on 14 May; seats are limited.</p>", "live on stage", "en"),
    Kind("quiz, English", "<p>How closely did you follow the week? Take our quiz.</p>", "Take our quiz", "en"),
    Kind("comments, English", "<p>Have your say in the comments.</p>", "Have your say", "en"),
    Kind("cookies, English", "<p>By staying here you agree to our use of cookies.</p>", "By staying here", "en"),
    Kind("edition, English", "<p>Flip through today’s print edition online.</p>", "Flip through", "en"),
    Kind("editor wanted, English", "<p>The Post is looking for a sports editor. Apply by Friday.</p>", "sports editor", "en"),
)  # fmt: skip

TRUE = (
    Kind("baca, a lesson", "<p>Baca tulis aksara Jawa diajarkan lagi di sekolah dasar itu setelah sepuluh tahun tidak masuk jadwal pelajaran.</p>", "Baca tulis aksara"),
    Kind("baca, a motto", "<p>Baca dulu, baru bagikan, begitu pesan yang tertempel di dinding perpustakaan desa.</p>", "baru bagikan"),
    Kind("baca, a shop", "<p>Baca Kopi, kedai di seberang dermaga rakit, menggratiskan teh hangat bagi para siswa.</p>", "Baca Kopi"),
    Kind("baca juga in speech", "<p>“Baca juga isi perjanjiannya, jangan cuma tanda tangan,” pesan Slamet kepada para pemilik lahan.</p>", "isi perjanjiannya"),
    Kind("Google News in the news", "<p>Menurut Google News, kabar tentang jembatan itu dimuat 120 media dalam sehari.</p>", "dimuat 120 media"),
    Kind("WhatsApp in the news", "<p>Jadwal rakit dibagikan lewat saluran WhatsApp milik desa agar orang tua tidak menunggu terlalu lama.</p>", "Jadwal rakit"),
    Kind("slogan", "<p>Spanduk bertuliskan Jaga Sungai, Jaga Anak Cucu dipasang warga di kedua ujung jembatan.</p>", "Jaga Anak Cucu"),
    Kind("slogan in the imperative", "<p>Ayo menabung air, begitu bunyi gerakan yang dirintis kelompok perempuan Kebonagung sejak 2019.</p>", "Ayo menabung air"),
    Kind("police hotline", "<p>Warga yang melihat kayu hanyut dapat menghubungi pos polisi sungai di nomor 110 atau 0812-3400-1100.</p>", "pos polisi sungai"),
    Kind("ambulance", "<p>Untuk keadaan darurat, ambulans desa siaga 24 jam dan dapat dipanggil melalui (0355) 791234.</p>", "ambulans desa"),
    Kind("crisis line", "<p>Layanan konseling bagi anak yang ketakutan dibuka di balai desa dan lewat telepon 119 ekstensi 8.</p>", "Layanan konseling"),
    Kind("list of links", "<ul><li><a href='https://pu.example/laporan.pdf'>Laporan pemeriksaan jembatan tahun 2022</a></li><li><a href='https://pu.example/anggaran.pdf'>Rincian anggaran pemeliharaan 2023</a></li><li><a href='https://bpbd.example/peta'>Peta rawan banjir Kecamatan Wonosari</a></li></ul>", "Rincian anggaran pemeliharaan"),
    Kind("link in a sentence", "<p>Dokumen usulan itu dapat diunduh di <a href='https://desa.example/usulan.pdf'>situs pemerintah desa</a> sejak Selasa pagi.</p>", "Dokumen usulan"),
    Kind("question", "<p>Lalu mengapa tali yang baru berumur tiga tahun bisa putus?</p>", "baru berumur tiga tahun"),
    Kind("question, to the reader", "<p>Pernahkah Anda menyeberangi sungai dengan rakit sambil memegang tas sekolah?</p>", "memegang tas sekolah"),
    Kind("short", "<p>Hujan turun lagi pada Selasa malam.</p>", "Hujan turun lagi"),
    Kind("very short", "<p>Rakit pun penuh.</p>", "Rakit pun penuh"),
    Kind("subheading", "<h3>Menunggu anggaran perubahan</h3>", "Menunggu anggaran perubahan"),
    Kind("subscription in the news", "<p>Langganan air bersih warga ikut terputus karena pipanya menempel pada badan jembatan.</p>", "Langganan air bersih"),
    Kind("donation in the news", "<p>Donasi sebesar Rp46 juta terkumpul dari perantau dan diserahkan kepada panitia pembangunan.</p>", "Donasi sebesar"),
    Kind("account of a village", "<p>Bantuan disalurkan melalui rekening Bank Desa nomor 0123-456-789 atas nama Panitia Jembatan Wonosari.</p>", "Panitia Jembatan"),
    Kind("application in the news", "<p>Melalui aplikasi Lapor Desa, warga sudah tiga kali mengadukan tali yang berkarat.</p>", "Lapor Desa"),
    Kind("job in the news", "<p>Desa membuka lowongan bagi dua penjaga rakit dengan upah Rp90.000 sehari.</p>", "dua penjaga rakit"),
    Kind("price", "<p>Harga bambu petung naik dari Rp18.000 menjadi Rp25.000 per batang.</p>", "bambu petung"),
    Kind("programme of a festival", "<p>Festival rakit tetap digelar pada 22 Maret; tiketnya Rp10.000 dan dijual di balai desa.</p>", "Festival rakit"),
    Kind("we, spoken", "<p>Kami tidak minta yang mewah, ujar Sumini, ibu dua anak yang setiap hari mengantar sampai dermaga.</p>", "tidak minta yang mewah"),
    Kind("you, spoken", "<p>Kalau arus deras, kalian tunggu di sini, begitu pesan guru kepada murid-muridnya.</p>", "Kalau arus deras"),
    Kind("survey in the news", "<p>Survei kampus menunjukkan tujuh dari sepuluh jembatan gantung di kabupaten itu perlu diganti.</p>", "Survei kampus"),
    Kind("bold lead of a list", "<p><strong>Berikut jadwal rakit selama Ramadan:</strong></p><ul><li>Pukul 06.00 sampai 07.15 untuk siswa</li><li>Pukul 12.00 sampai 13.30 untuk siswa</li></ul>", "Pukul 06.00 sampai 07.15"),
    Kind("advice", "<p>Pakai pelampung, pegang tali, dan jangan berdiri di tengah rakit, kata petugas penyelamat setiap pagi.</p>", "jangan berdiri"),
    Kind("read, English", "<p>Read aloud at the hearing, the divers’ notes listed eleven cracks, the longest of them four feet.</p>", "eleven cracks", "en"),
    Kind("sign, English", "<p>“Sign up to nothing until you have seen the drawings,” Marsh told the councillors.</p>", "seen the drawings", "en"),
    Kind("subscribers, English", "<p>Some 3,000 subscribers of the ferry line will travel free until the bridge opens again.</p>", "ferry line", "en"),
    Kind("hotline, English", "<p>Anyone who saw the collision can call Westmouth police on 101, quoting reference 4471.</p>", "quoting reference", "en"),
    Kind("website, English", "<p>The county has put the <a href='https://county.example/report'>full report</a> on its website.</p>", "on its website", "en"),
    Kind("slogan, English", "<p>Mind the gap, say the T-shirts that a shop on the quay began to sell on Wednesday.</p>", "Mind the gap", "en"),
    Kind("short, English", "<p>The ferry runs until ten.</p>", "The ferry runs", "en"),
    Kind("question, English", "<p>So who will pay if the work takes longer?</p>", "who will pay", "en"),
    Kind("vote, English", "<p>Residents voted 64 per cent to 21 for a new bridge in the last referendum.</p>", "64 per cent", "en"),
    Kind("newsletter, English", "<p>The harbour master sends a newsletter to boat owners every Friday; the last one warned of the cracks.</p>", "harbour master", "en"),
)  # fmt: skip


URLS = {"id": "https://pojok.example/2025/03/jembatan-gantung-ambruk/", "en": "https://westmouthpost.example/2025/03/harbour-bridge-closed/"}
_SITES = {"id": "Pojok Kita", "en": "Westmouth Post"}
_DAYS = {"id": "Selasa, 4 Maret 2025 08:15 WIB", "en": "4 March 2025, 08:15"}


def _classic(language: str, paragraphs: list[str]) -> str:
    """Set a story as a theme of WordPress does."""
    title, site = TITLES[language], _SITES[language]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} - {site}</title><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{site}"><meta property="article:published_time" content="2025-03-04T08:15:00+07:00"></head>'
        f'<body class="single single-post"><header><a href="/">{site}</a><nav><ul><li><a href="/a/">Daerah</a></li><li><a href="/b/">Sekolah</a></li></ul></nav></header>'
        f'<main><article class="post hentry"><h1 class="entry-title">{title}</h1><div class="entry-meta"><span class="posted-on">{_DAYS[language]}</span></div>'
        f'<div class="entry-content">{"".join(paragraphs)}</div></article></main><footer><p>© 2025 {site}</p></footer></body></html>'
    )


def _hashed(language: str, paragraphs: list[str]) -> str:
    """Set a story as programs do that make up names of classes: every part is a box like every other."""
    title, site = TITLES[language], _SITES[language]
    facts = f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}","datePublished":"2025-03-04T08:15:00+07:00","publisher":{{"@type":"Organization","name":"{site}"}}}}'
    parts = "".join(f'<div class="x1f6"><div class="k2vq">{part}</div></div>' for part in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} | {site}</title><script type="application/ld+json">{facts}</script></head>'
        f'<body><div id="__next"><div class="q7b0"><a href="/">{site}</a></div><div class="p9xa"><div class="m3cc"><h1 class="t0ke">{title}</h1><span class="z8rr">{_DAYS[language]}</span></div>'
        f'<div class="w5dd">{parts}</div></div><div class="q7b1"><a href="/tentang/">{site}</a></div></div></body></html>'
    )


def _broken(language: str, paragraphs: list[str]) -> str:
    """Set a story as running text with line breaks between its paragraphs."""
    title, site = TITLES[language], _SITES[language]
    text = "".join(paragraphs).replace("<p>", "").replace("</p>", "<br><br>")
    return (
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{site}: {title}</title></head><body><div class="blog"><div class="date-header">{_DAYS[language]}</div>'
        f'<h3 class="post-title">{title}</h3><div class="post-body">{text}</div></div><div class="foot">{site} 2025</div></body></html>'
    )


BUILDS = {"classic": _classic, "hashed": _hashed, "breaks": _broken}
POSITIONS = ("middle", "end")


def page(build: str, kind: Kind, position: str) -> str:
    """Return a page with a piece after the second paragraph of a story, or after its last."""
    paragraphs = [f"<p>{text}</p>" for text in STORIES[kind.language]]
    paragraphs.insert(2 if position == "middle" else len(paragraphs), kind.html)
    return BUILDS[build](kind.language, paragraphs)
