"""Pieces of clutter, as HTML with the words that must not come out, and true paragraphs that look like clutter.

``LISTED`` are the kinds that lists of clutter name (22 of them); ``UNLISTED`` are kinds that no such list named when the rules were written;
``TRAPS`` are sentences of stories. The pages around them are made by :func:`page`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One piece of clutter: its name, its markup, and words that must not stand in the text."""

    name: str
    html: str
    words: str


STORY = (
    "Kediri, (Kabar Brantas) – Pemerintah Kabupaten Kediri mulai memperbaiki tanggul Sungai Konto di Desa Kandangan setelah jebol sepanjang 30 meter akibat hujan deras, Rabu (12/2/2025).",
    "Kepala Dinas Pekerjaan Umum Irwan Hadi mengatakan alat berat sudah diturunkan sejak pagi dan pengerjaan ditargetkan rampung dalam sepuluh hari.",
    "“Kami pasang bronjong lebih dulu supaya aliran tidak menggerus permukiman,” kata Irwan di lokasi.",
    "Sedikitnya 64 keluarga sempat mengungsi ke balai desa pada Selasa malam, namun sebagian besar telah kembali untuk membersihkan lumpur di rumah masing-masing.",
    "Warga berharap tanggul dibangun permanen karena kejadian serupa sudah berulang tiga kali dalam lima tahun terakhir.",
)

LISTED = (
    Piece("in-text link, bold", '<p><strong>Baca juga: <a href="https://kabar.example/2025/02/bupati-tinjau-banjir/">Bupati Tinjau Lokasi Banjir di Pare</a></strong></p>', "Bupati Tinjau Lokasi Banjir di Pare"),
    Piece("in-text link, plain", "<p>Baca Juga: Bupati Janjikan Bantuan bagi Korban Banjir Kandangan</p>", "Bupati Janjikan Bantuan"),
    Piece("in-text link, classed", '<div class="inline-related"><span>Artikel lain</span> <a href="/2025/02/jembatan-putus/">Jembatan Putus, Warga Memutar Sejauh Lima Kilometer</a></div>', "Jembatan Putus"),
    Piece("video pointer", '<p>Lihat juga Video: <a href="/video/77/">Detik-detik Tanggul Jebol di Kandangan</a></p>', "Detik-detik Tanggul Jebol"),
    Piece("shortcode", "<p>[Gambas:Video 20detik]</p>", "Gambas"),
    Piece("ad marker, scroll", "<p>SCROLL TO CONTINUE WITH CONTENT</p>", "SCROLL TO CONTINUE"),
    Piece("ad marker, slot", '<div class="ads-slot"><span>ADVERTISEMENT</span></div>', "ADVERTISEMENT"),
    Piece("next page", '<p><a href="?page=2">Halaman selanjutnya →</a></p>', "Halaman selanjutnya"),
    Piece("page numbers", '<div>Halaman: 1 <a href="?page=2">2</a> <a href="?page=all">Tampilkan semua</a></div>', "Tampilkan semua"),
    Piece("caption", '<p class="wp-caption-text">Alat berat menutup tanggul yang jebol. (Foto: Istimewa)</p>', "Foto: Istimewa"),
    Piece("share row", '<ul><li><a href="https://t.me/share">Klik untuk berbagi di Telegram(Membuka di jendela yang baru)</a></li></ul>', "Klik untuk berbagi"),
    Piece("call to follow", '<p>Cek berita dan artikel yang lain di <a href="https://news.google.com/x">Google News</a> dan ikuti <a href="https://whatsapp.com/channel/x">WhatsApp Channel</a></p>', "WhatsApp Channel"),
    Piece("sign-off, desk", "<p>(red)</p>", "(red)"),
    Piece("sign-off, initials", "<p>(nds/krs)</p>", "(nds/krs)"),
    Piece("credit line", "<p>Penulis: Siti Maimunah Editor: Bagas Prasetyo</p>", "Bagas Prasetyo"),
    Piece("author box", '<div class="author-box"><img src="a.jpg" alt=""><h4>Siti Maimunah</h4><p>Wartawan Kabar Brantas sejak 2016, meliput pemerintahan dan bencana di Kediri.</p></div>', "sejak 2016"),
    Piece("widget error, known", '<p class="cace-giphy-app-key-not-set">GIPHY App Key not set. Please check settings</p>', "GIPHY"),
    Piece("widget error, shortcode", '<p>[contact-form-7 404 "Not Found"]</p>', "contact-form-7"),
    Piece("counter", "<p>Post Views: 1,234</p>", "Post Views"),
    Piece("legal line", "<p>Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di situs web ini tanpa izin tertulis dari redaksi.</p>", "Dilarang keras"),
    Piece("next article", '<h2><a href="https://kabar.example/2025/02/pasar-pare-dibuka/">Pasar Pare Kembali Dibuka Setelah Terendam Banjir</a></h2><p>Kediri, (Kabar Brantas) – Pedagang Pasar Pare mulai menata lapak setelah dua hari berhenti berjualan karena genangan air, Kamis (13/2/2025).</p><p>Kepala pasar menyebut seluruh kios sudah dapat ditempati kembali mulai besok pagi.</p>', "Pedagang Pasar Pare"),
    Piece("comment form", '<form id="commentform"><p>Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *</p><textarea></textarea></form>', "Alamat email Anda"),
)

UNLISTED = (
    Piece("helpful?", "<div>Apakah artikel ini membantu Anda? <a href='#y'>Ya</a> <a href='#n'>Tidak</a></div>", "artikel ini membantu"),
    Piece("correction", "<p><em>Menemukan kekeliruan dalam berita ini? Laporkan ke redaksi@kabar.example.</em></p>", "Menemukan kekeliruan"),
    Piece("listen", "<div class='x1'><span>Dengarkan artikel ini</span> <span>03:12</span></div>", "Dengarkan artikel"),
    Piece("text size", "<p>Ukuran huruf: A- A A+</p>", "Ukuran huruf"),
    Piece("donation", "<p>Dukung jurnalisme lokal yang independen. <a href='/dukung/'>Donasi di sini</a> mulai Rp10.000.</p>", "Dukung jurnalisme"),
    Piece("advertise", "<p>Ingin beriklan di Kabar Brantas? Hubungi bagian iklan kami di WhatsApp 0812-3456-7890.</p>", "Ingin beriklan"),
    Piece("first comment", "<p>Jadilah yang pertama berkomentar!</p>", "pertama berkomentar"),
    Piece("rating", "<p>Beri nilai berita ini: ★★★★★ (4,5 dari 12 suara)</p>", "Beri nilai"),
    Piece("origin note", "<p>Artikel ini telah tayang di kabar.example dengan judul Tanggul Konto Diperbaiki.</p>", "telah tayang di"),
    Piece("AI note", "<p><small>Konten ini dibuat dengan bantuan kecerdasan buatan dan telah disunting oleh redaksi kami.</small></p>", "kecerdasan buatan"),
    Piece("citizen report", "<p>Punya informasi atau foto kejadian di sekitar Anda? Kirim ke redaksi lewat WhatsApp 0813-1111-2222.</p>", "Punya informasi"),
    Piece("notification", "<p>Aktifkan notifikasi agar tidak ketinggalan berita terbaru dari kami.</p>", "Aktifkan notifikasi"),
    Piece("old browser", "<p>Peramban Anda tidak mendukung pemutar video ini.</p>", "Peramban Anda"),
    Piece("language switch", "<p><a href='/en/'>Read this article in English</a></p>", "Read this article in English"),
    Piece("loading", "<div>Memuat komentar…</div>", "Memuat komentar"),
    Piece("save", "<p><a href='/login'>Masuk untuk menyimpan artikel ini</a></p>", "menyimpan artikel"),
    Piece("community", "<p>Gabung grup Telegram kami untuk berdiskusi dengan pembaca lain: <a href='https://t.me/x'>t.me/kabarbrantas</a></p>", "Gabung grup Telegram"),
    Piece("preferred source", "<p>Jadikan <strong>Kabar Brantas</strong> sumber pilihan Anda di <a href='https://google.com/preferences'>Google</a></p>", "sumber pilihan Anda"),
    Piece("subscription", "<p>Langganan sekarang mulai Rp25.000 per bulan dan nikmati akses tanpa iklan.</p>", "Langganan sekarang"),
    Piece("podcast", "<p>Simak podcast kami setiap Jumat di <a href='https://spotify.com/x'>Spotify</a>.</p>", "Simak podcast"),
    Piece("follow writer", "<p><a href='https://x.com/sitim'>Ikuti Siti Maimunah di X</a></p>", "Ikuti Siti"),
    Piece("enlarge", "<p><a href='foto.jpg'>Klik gambar untuk memperbesar</a></p>", "memperbesar"),
    Piece("app", "<p>Baca berita lebih nyaman tanpa iklan lewat aplikasi kami. Unduh gratis di Play Store.</p>", "Unduh gratis"),
    Piece("survey", "<p>Bantu kami menjadi lebih baik dengan <a href='/survei'>mengisi survei pembaca</a> selama dua menit.</p>", "mengisi survei"),
    Piece("quiz", "<p>Seberapa paham Anda soal banjir? <a href='/kuis/5'>Ikuti kuisnya di sini!</a></p>", "Seberapa paham"),
    Piece("unset widget", "<p>Weather widget: city not configured. Go to plugin options.</p>", "Weather widget"),
    Piece("unset template", "<p>{{ article.related_title }}</p>", "related_title"),
    Piece("PHP warning", "<p>Warning: Undefined array key \"views\" in /home/kabar/public_html/single.php on line 84</p>", "Undefined array key"),
    Piece("feed error", "<p>RSS Error: WP HTTP Error: cURL error 28: Operation timed out</p>", "cURL error"),
    Piece("disclaimer", "<p>Isi komentar sepenuhnya tanggung jawab pembaca dan bukan pandangan redaksi.</p>", "tanggung jawab pembaca"),
    Piece("newsletter", "<div><p>Dapatkan ringkasan berita setiap pagi langsung di kotak masuk email Anda.</p><input type='email'></div>", "ringkasan berita setiap pagi"),
    Piece("outro", "<p>Simak terus berita terkini hanya di Kabar Brantas.</p>", "Simak terus"),
    Piece("read time", "<p>Waktu baca: 3 menit</p>", "Waktu baca"),
    Piece("topic row", "<p>Topik: <a href='/tag/banjir'>banjir</a>, <a href='/tag/kediri'>kediri</a>, <a href='/tag/tanggul'>tanggul</a></p>", "Topik:"),
    Piece("print", "<p><a href='?print=1'>Cetak halaman ini</a></p>", "Cetak halaman"),
    Piece("press council", "<p>Media ini telah terverifikasi Dewan Pers. Pengaduan dapat disampaikan ke redaksi kami.</p>", "terverifikasi Dewan Pers"),
)

TRAPS = (
    "Baca puisi menjadi acara pembuka festival yang digelar di pendapa kabupaten itu, diikuti dua puluh pelajar.",
    "Baca tulis Al-Quran wajib dikuasai calon penerima beasiswa, kata panitia seleksi, Kamis (13/2/2025).",
    "Google News diblokir sementara di negara itu setelah regulator menilai layanannya melanggar aturan penyiaran.",
    "Grup WhatsApp warga menjadi saluran utama untuk menyebarkan peringatan dini ketika air sungai mulai naik.",
    "Instagram pemerintah desa itu diretas dan memuat tautan judi selama dua jam sebelum berhasil dipulihkan.",
    "Simak baik-baik, kata Bupati kepada para kepala desa, anggaran tahun ini dipotong hampir separuhnya.",
    "Editor film asal Kediri, Rina Wulandari, meraih penghargaan dalam festival film pendek di Yogyakarta.",
    "Ikuti jejak kakaknya, Dimas memilih menjadi petani cabai setelah lulus dari sekolah menengah kejuruan.",
    "Dilarang mengambil ikan dengan setrum, begitu isi papan yang dipasang warga di tepi Sungai Konto.",
    "Penulis buku itu, seorang guru sekolah dasar, menghabiskan dua tahun untuk mengumpulkan cerita rakyat Kediri.",
    "Aplikasi pengaduan milik pemerintah kota sudah diunduh lebih dari 12.000 kali di Play Store sejak diluncurkan.",
    "Halaman rumah Sutrisno terendam setinggi lutut, sementara kandang ayamnya hanyut terbawa arus.",
    "“Ikuti saluran WhatsApp kami supaya dapat kabar banjir,” ujar petugas BPBD kepada warga yang mengungsi.",
    "Bagikan hasil panen kepada tetangga adalah tradisi yang masih dijaga warga Dusun Besuk setiap akhir musim.",
    "Komentar warga di media sosial membuat dinas segera mengirim petugas untuk menutup lubang jalan itu.",
    "Iklan rokok di sepanjang jalan protokol diturunkan petugas karena masa izinnya habis sejak Januari.",
    "Sumber api diduga berasal dari hubungan pendek arus listrik di dapur, kata Kapolsek Pare.",
    "Foto udara memperlihatkan tanggul yang jebol berada tepat di belakang permukiman padat penduduk.",
    "Redaksi undang-undang itu dinilai multitafsir sehingga perlu diuji, kata pakar hukum tata negara.",
    "Langganan banjir setiap musim hujan, warga Kelurahan Bandar memilih meninggikan lantai rumah mereka.",
    # The second batch of traps, written after the rules were widened.
    "Kami menunggu kabar dari tim pencari sejak subuh, kata keluarga korban yang datang dari Blitar.",
    "Unduhan aplikasi parkir itu melonjak setelah pemerintah kota memberi potongan tarif separuh.",
    "Anda tidak sendiri, begitu tulisan pada spanduk yang dibentangkan relawan di depan rumah sakit.",
    "Komentar pedas bupati membuat sejumlah kepala dinas memilih diam selama rapat.",
    "Notifikasi banjir dari aplikasi milik warga itu berbunyi dua puluh menit sebelum air datang.",
    "Ikuti saja prosesnya, begitu jawaban kepala sekolah ketika wali murid bertanya soal pungutan.",
    "Newsletter cetak buatan pelajar itu memuat puisi, resep, dan catatan perjalanan.",
    "Bagaimana warga bertahan tanpa listrik selama tiga hari?",
    "Siapa yang bertanggung jawab atas jebolnya tanggul itu?",
    "Kunjungi Museum Trinil, wisatawan diajak membaca ulang sejarah manusia purba.",
    "Dukung penuh pembangunan jembatan, tokoh masyarakat menyerahkan tanahnya tanpa ganti rugi.",
    "Laporan itu dikirim warga melalui surat elektronik ke inspektorat pada awal Januari.",
    "Mari kita jaga bersama, ajak Wakil Bupati di hadapan para pemuda desa.",
    "Redaktur majalah dinding itu baru berusia sebelas tahun dan bercita-cita menjadi wartawan.",
    "Situs purbakala di lereng Klotok akan dibuka kembali setelah penggalian selesai.",
    "Kanal irigasi sepanjang dua kilometer itu dikeruk dengan dana desa.",
    "Simpan uang di bawah kasur, nenek itu kehilangan tabungan saat rumahnya terbakar.",
    "Hubungi kami kapan saja, kata petugas sambil menempelkan nomor telepon di pintu pos ronda.",
    "Berita bohong tentang penculikan anak membuat pedagang mainan keliling takut berjualan.",
    "Poling internal partai menempatkan perempuan itu di urutan pertama.",
)


def page(*, middle: str = "", end: str = "", paragraphs: tuple[str, ...] = STORY, title: str = "Tanggul Sungai Konto Jebol, Pemkab Kediri Turunkan Alat Berat") -> str:
    """Return a page of a small paper with pieces put after the second paragraph and after the last."""
    lines = [f"<p>{text}</p>" for text in paragraphs]
    body = "\n".join(lines[:2]) + middle + "\n".join(lines[2:]) + end
    return (
        '<!doctype html><html lang="id-ID"><head><meta charset="utf-8">'
        f'<title>{title} - Kabar Brantas</title><meta property="og:type" content="article"><meta property="og:site_name" content="Kabar Brantas">'
        '<meta property="article:published_time" content="2025-02-12T10:20:00+07:00"></head><body class="post-template-default single single-post">'
        '<header><a href="/">Kabar Brantas</a><nav><ul><li><a href="/category/daerah/">Daerah</a></li><li><a href="/category/hukum/">Hukum</a></li></ul></nav></header>'
        f'<div id="primary"><main><article class="post hentry"><h1 class="entry-title">{title}</h1><div class="entry-meta"><span class="posted-on">Rabu, 12 Februari 2025 10:20 WIB</span></div>'
        f'<div class="entry-content">{body}</div></article></main>'
        '<aside><h3>Terpopuler</h3><ul><li><a href="/2025/02/harga-cabai/">Harga Cabai Tembus Rp90 Ribu di Pasar Pare</a></li></ul></aside></div>'
        "<footer><p>© 2025 Kabar Brantas</p></footer></body></html>"
    )


URL = "https://kabar.example/2025/02/tanggul-konto-jebol/"

#: Written after the rules, and not looked at while they were made: what they do with these is an honest estimate.
BLIND = (
    Piece("scan", "<p>Pindai kode berikut untuk membaca edisi cetak kami dalam bentuk digital.</p>", "Pindai kode"),
    Piece("emoji call", "<p>👉 Cek kabar seputar Kediri lainnya <a href='/tag/kediri'>di sini</a></p>", "Cek kabar seputar"),
    Piece("recommended", "<div><span>Direkomendasikan untuk Anda</span></div>", "Direkomendasikan"),
    Piece("discussion", "<p>Yuk, tulis pendapatmu di kolom komentar!</p>", "tulis pendapatmu"),
    Piece("gallery", "<p><a href='/foto/9'>Lihat galeri selengkapnya (12 foto)</a></p>", "Lihat galeri"),
    Piece("sponsor", "<p>Konten ini merupakan kerja sama Kabar Brantas dengan PT Maju Jaya.</p>", "merupakan kerja sama"),
    Piece("member", "<p>Sudah jadi anggota? <a href='/masuk'>Masuk</a></p>", "Sudah jadi anggota"),
    Piece("hotline", "<p>Laporkan konten bermasalah ke pengaduan@kabar.example</p>", "Laporkan konten"),
    Piece("map plugin", "<p>Google Maps API error: MissingKeyMapError</p>", "MissingKeyMapError"),
    Piece("slider plugin", "<p>Slider with alias beranda-1 not found.</p>", "Slider with alias"),
    Piece("tiktok", "<p>Follow juga TikTok dan YouTube Kabar Brantas biar makin update!</p>", "biar makin update"),
    Piece("share count", "<p>47 dibagikan</p>", "47 dibagikan"),
    Piece("copy", "<p>Tautan berhasil disalin</p>", "berhasil disalin"),
    Piece("night mode", "<p>Mode gelap: aktif</p>", "Mode gelap"),
    Piece("video fallback", "<p>Video tidak dapat diputar. Muat ulang halaman untuk mencoba lagi.</p>", "tidak dapat diputar"),
    Piece("ad label", "<p>— Iklan, artikel berlanjut di bawah —</p>", "artikel berlanjut"),
    Piece("ad blocker", "<p>Kami mendeteksi pemblokir iklan di peramban Anda. Mohon nonaktifkan untuk mendukung kami.</p>", "pemblokir iklan"),
    Piece("series", "<p>Tulisan ini adalah bagian ketiga dari lima laporan. <a href='/seri/tanggul'>Baca bagian lainnya</a>.</p>", "bagian ketiga dari lima"),
    Piece("trust", "<p>Mengapa Anda bisa memercayai Kabar Brantas?</p>", "memercayai Kabar Brantas"),
    Piece("contact desk", "<p>Hak jawab dan koreksi dapat dikirim ke redaksi@kabar.example.</p>", "Hak jawab dan koreksi"),
    Piece("initials", "<p>*(sm/bp)</p>", "(sm/bp)"),
    Piece("reporter line", "<p>Reporter : Siti Maimunah | Redaktur : Bagas Prasetyo</p>", "Redaktur :"),
    Piece("source line", "<p>Sumber: Antara</p>", "Sumber: Antara"),
    Piece("next title", "<p>Selanjutnya: <a href='/2025/02/harga-cabai/'>Harga Cabai Tembus Rp90 Ribu di Pasar Pare</a></p>", "Harga Cabai Tembus"),
    Piece("english more", "<p>MORE STORIES: <a href='/x/'>Bridge Repairs Start in March</a></p>", "Bridge Repairs"),
    # The second such batch: 65 % removed when first run.
    Piece("cc","<p>Klik tombol lonceng supaya tidak tertinggal kabar.</p>","tombol lonceng"),
    Piece("wa group","<div>Mau dapat berita lewat WA? Gabung di sini: <a href='https://chat.whatsapp.com/x'>grup pembaca</a></div>","Mau dapat berita"),
    Piece("epaper","<p>Baca versi lengkapnya di koran edisi hari ini.</p>","versi lengkapnya"),
    Piece("en follow","<p>Follow us on Instagram @kabarbrantas</p>","Follow us"),
    Piece("en sub","<p>Enjoying this story? Sign up for our weekly newsletter.</p>","Enjoying this story"),
    Piece("en comments","<p>Comments are closed.</p>","Comments are closed"),
    Piece("en error","<p>Error: No feed with the ID 2 found.</p>","No feed with"),
    Piece("ajax","<div>Sedang memuat berita terkait...</div>","Sedang memuat"),
    Piece("photo call","<p>Kirim foto dan videomu ke <a href='mailto:warga@kabar.example'>warga@kabar.example</a>, siapa tahu kami tayangkan!</p>","Kirim foto dan videomu"),
    Piece("cetak","<ul><li><a href='?print'>Cetak</a></li><li><a href='mailto:?'>Surel</a></li></ul>","Surel"),
    Piece("weather","<p>Cuaca Kediri: 27°C, berawan</p>","27°C"),
    Piece("gold","<div>Harga emas hari ini <a href='/emas'>Rp1.650.000/gram</a></div>","Harga emas"),
    Piece("prayer","<p>Jadwal salat Kediri hari ini: Subuh 04.12, Zuhur 11.38, Asar 14.58, Magrib 17.49, Isya 19.01</p>","Jadwal salat"),
    Piece("label","<p><b>BERITA FOTO LAINNYA</b></p>","BERITA FOTO"),
    Piece("trending","<p>Trending: <a href='/t/banjir'>#banjir</a> <a href='/t/persik'>#persik</a></p>","Trending:"),
    Piece("verified","<p>Laporan ini sudah melalui pemeriksaan fakta oleh tim kami.</p>","pemeriksaan fakta"),
    Piece("translate","<p>Terjemahkan halaman ini</p>","Terjemahkan halaman"),
    Piece("captcha","<div>Centang kotak di bawah untuk memastikan Anda bukan robot</div>","Centang kotak"),
    Piece("gdpr","<p>Dengan melanjutkan, Anda menyetujui Kebijakan Privasi kami.</p>","Dengan melanjutkan"),
    Piece("outbrain","<p>Promoted Links by Taboola</p>","Taboola"),
    Piece("editor contact","<p>Tanggapan atas tulisan ini bisa dikirim ke opini@kabar.example</p>","Tanggapan atas tulisan"),
    Piece("author social","<p>Temui penulis di <a href='https://instagram.com/sitim'>@sitim</a></p>","Temui penulis"),
    Piece("back","<p><a href='/'>« Kembali ke beranda</a></p>","Kembali ke beranda"),
    Piece("embed fail","<p>Konten tidak dapat ditampilkan. Lihat di Facebook.</p>","tidak dapat ditampilkan"),
    Piece("widget en","<p>No posts found for this category. Check the widget options.</p>","No posts found"),
    Piece("license","<p>Foto-foto dalam artikel ini berlisensi Creative Commons BY-SA 4.0.</p>","Creative Commons"),
)
