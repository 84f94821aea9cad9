"""Pages that hold no article, twenty kinds in Indonesian and English, and short pages that do.

``NOTHING`` maps a name to (HTML, address, reasons that are right); ``SHORT`` maps a name to (HTML, address, words of its text).
All are written for this project. ``{nav}`` and ``{foot}`` are the frame of a small paper.
"""

from __future__ import annotations

_NAV = '<header><a href="/">Kabar Brantas</a><nav><ul><li><a href="/category/daerah/">Daerah</a></li><li><a href="/category/ekonomi/">Ekonomi</a></li><li><a href="/category/hukum/">Hukum</a></li><li><a href="/indeks/">Indeks</a></li></ul></nav></header>'
_FOOT = '<aside><h3>Terpopuler</h3><ul><li><a href="/2025/02/harga-cabai/">Harga Cabai Tembus Rp90 Ribu di Pasar Pare</a></li><li><a href="/2025/02/persik/">Persik Menang Tipis atas Tamunya di Brawijaya</a></li></ul></aside><footer><p>© 2025 Kabar Brantas. <a href="/tentang-kami/">Tentang Kami</a> <a href="/pedoman-media-siber/">Pedoman Media Siber</a></p></footer>'
_HEADLINES = (
    ("Petani Garam Sampang Panen Lebih Awal", "Panen garam di pesisir selatan Sampang datang tiga minggu lebih cepat dari tahun lalu …"),
    ("Dua Rumah di Trenggalek Tertimpa Longsor", "Hujan yang turun sejak Senin sore memicu tanah longsor di Desa Depok …"),
    ("Polisi Tangkap Pencuri Kabel di Jombang", "Kepolisian Resor Jombang menangkap dua pria yang diduga mencuri kabel lampu …"),
    ("Layanan Cuci Darah Dibuka Malam Hari", "RSUD dr. Iskak membuka giliran ketiga layanan hemodialisis mulai pukul enam sore …"),
    ("Jembatan Gantung Pacitan Diresmikan Bupati", "Jembatan gantung sepanjang 84 meter di atas Sungai Grindulu diresmikan Rabu siang …"),
    ("Kopi Dampit Dilelang Terbuka Pertama Kali", "Untuk pertama kalinya kopi robusta Dampit dijual lewat lelang terbuka …"),
)
_EN = (
    ("Council Votes to Repair Riverside Bridge", "The town council voted on Monday to spend two million on the old bridge …"),
    ("School Opens a Library in a Bus", "Pupils who live far from town can now borrow books without a long walk …"),
    ("Two Hurt as Storm Brings Down Trees", "Strong winds overnight brought down trees on the coast road …"),
    ("Farmers Market Moves to the Stadium", "The weekly market moves for six weeks while the drains are repaired …"),
    ("Hospital Adds Night Shift for Dialysis", "Patients who work in the day can be treated after six …"),
)


def _cards(items: tuple[tuple[str, str], ...], *, excerpts: bool = True) -> str:
    return "".join(
        f'<article class="post"><h2><a href="/2025/02/{title.lower().replace(" ", "-")}/">{title}</a></h2>' + (f"<p>{text}</p>" if excerpts else "") + "</article>"
        for title, text in items
    )


def page(title: str, main: str, *, body: str = "", head: str = "", lang: str = "id", frame: bool = True) -> str:
    """Return a page of a small paper."""
    top, foot = (_NAV, _FOOT) if frame else ("", "")
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body class="{body}">{top}<main>{main}</main>{foot}</body></html>'


_BASE = "https://kabar.example"
NOTHING: dict[str, tuple[str, str, set[str]]] = {
    "soft-404-id": (page("Halaman tidak ditemukan - Kabar Brantas", "<h1>Ups!</h1><p>Artikel yang Anda cari tidak ditemukan atau sudah dihapus. Coba cari dengan kata kunci lain.</p><form class='search-form'><input name='s'></form>"), f"{_BASE}/2025/02/hilang/", {"soft-404"}),
    "soft-404-en": (page("Page not found | Riverside Post", "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try one of the links below or a search?</p>", lang="en"), f"{_BASE}/en/gone/", {"soft-404"}),
    "error-id": (page("Kesalahan", "<h1>503 Layanan sedang sibuk</h1><p>Server sedang menerima terlalu banyak permintaan. Silakan coba beberapa saat lagi.</p>", frame=False), f"{_BASE}/2025/02/a/", {"error-page"}),
    "error-en": (page("Error", "<h1>Error establishing a database connection</h1>", lang="en", frame=False), f"{_BASE}/2025/02/a/", {"error-page"}),
    "maintenance-id": (page("Kabar Brantas", "<h1>Sedang dalam pemeliharaan</h1><p>Situs kami sedang dalam perbaikan dan akan segera kembali. Terima kasih atas kesabaran Anda.</p>", frame=False), f"{_BASE}/", {"maintenance"}),
    "maintenance-en": (page("Riverside Post", "<h1>We’ll be back soon!</h1><p>Sorry for the inconvenience. Our site is down for scheduled maintenance at the moment.</p>", lang="en", frame=False), f"{_BASE}/", {"maintenance"}),
    "bot-check-id": (page("Tunggu sebentar…", "<h1>kabar.example</h1><p>Kami perlu memeriksa keamanan koneksi Anda. Verifikasi bahwa Anda bukan robot untuk melanjutkan.</p><div id='cf-wrapper'></div>", frame=False), f"{_BASE}/2025/02/a/", {"bot-check"}),
    "bot-check-en": (page("Just a moment...", "<h1>riverside.example</h1><h2>Checking if the site connection is secure</h2><p>Enable JavaScript and cookies to continue</p><p>Ray ID: 8a1b2c</p>", lang="en", frame=False), f"{_BASE}/a/", {"bot-check"}),
    "cookie-wall-id": (page("Kabar Brantas", "<div class='persetujuan'><h2>Sebelum Anda melanjutkan</h2><p>Kami dan mitra kami menggunakan cookie untuk menyimpan dan mengakses informasi di perangkat Anda. Data pribadi Anda akan diproses untuk iklan dan konten yang disesuaikan.</p><p>Dengan memilih Terima semua cookie, Anda menyetujui penggunaan tersebut. Anda dapat mengubah pilihan kapan saja lewat pengaturan privasi.</p><a href='#'>Terima semua</a> <a href='#'>Tolak</a></div>", frame=False), f"{_BASE}/2025/02/a/", {"cookie-wall"}),
    "cookie-wall-en": (page("Riverside Post", "<h2>Your privacy is important to us</h2><p>We and our 812 partners store and access personal data, like browsing data or unique identifiers, on your device. Accepting all cookies enables tracking technologies to support the purposes shown.</p><p>You can withdraw your consent to cookies at any time in the cookie settings.</p><a href='#'>Accept all cookies</a>", lang="en", frame=False), f"{_BASE}/a/", {"cookie-wall"}),
    "paywall-id": (page("Di Balik Proyek Tanggul Konto - Kabar Brantas", "<article><h1>Di Balik Proyek Tanggul Konto</h1><p>Proyek tanggul itu sudah tiga kali ganti kontraktor sejak pertama kali dilelang.</p><div class='tembok'><p>Artikel ini khusus untuk pelanggan. Berlangganan untuk melanjutkan membaca, mulai Rp25.000 per bulan.</p><p>Sudah berlangganan? Masuk</p></div></article>"), f"{_BASE}/2025/02/tanggul/", {"paywall"}),
    "paywall-en": (page("Inside the bridge contract | Riverside Post", "<article><h1>Inside the bridge contract</h1><time datetime='2025-02-03'>3 February 2025</time><p>Three firms bid for the work, and only one of them had built a bridge before.</p><div><h3>Subscribe to continue reading</h3><p>Already a subscriber? Log in</p></div></article>", lang="en"), f"{_BASE}/a/bridge/", {"paywall"}),
    "login-id": (page("Masuk - Kabar Brantas", "<h1>Masuk</h1><form><label>Nama pengguna</label><input name='log'><label>Kata sandi</label><input type='password'><label><input type='checkbox'> Ingat saya</label></form><p><a href='/lupa'>Lupa kata sandi?</a> Belum punya akun? <a href='/daftar'>Daftar</a></p>"), f"{_BASE}/masuk/", {"login", "form"}),
    "login-en": (page("Log in | Riverside Post", "<h1>Log in</h1><p>Please sign in to continue to your account.</p><form><input name='user'><input type='password'></form><p>Forgot your password?</p>", lang="en"), f"{_BASE}/login/", {"login", "form"}),
    "password-id": (page("Diproteksi: Notulen Rapat Redaksi - Kabar Brantas", "<article class='post hentry'><h1 class='entry-title'>Diproteksi: Notulen Rapat Redaksi</h1><span class='posted-on'>3 Februari 2025</span><div class='entry-content'><form class='post-password-form' method='post'><p>Konten ini diproteksi dengan kata sandi. Untuk melihatnya silakan masukkan kata sandi Anda di bawah ini:</p><p><label>Kata sandi: <input name='post_password' type='password'></label></p></form></div></article>", body="single single-post"), f"{_BASE}/2025/02/notulen/", {"password"}),
    "password-en": (page("Protected: Minutes | Riverside Post", "<article><h1>Protected: Minutes</h1><p>This content is password protected. To view it please enter your password below:</p><form><input type='password'></form></article>", lang="en"), f"{_BASE}/2025/02/minutes/", {"password"}),
    "listing-id": (page("Daerah - Kabar Brantas", f"<h1>Daerah</h1>{_cards(_HEADLINES)}<nav class='pagination'><a href='/category/daerah/page/2/'>2</a></nav>", body="archive category"), f"{_BASE}/category/daerah/", {"listing"}),
    "listing-en": (page("Riverside Post", f"<div>{_cards(_EN)}</div>", lang="en"), f"{_BASE}/", {"listing"}),
    "tag-id": (page("banjir Archives", f"<h1>Tag: banjir</h1>{_cards(_HEADLINES[:3], excerpts=False)}", body="archive tag"), f"{_BASE}/tag/banjir/", {"listing"}),
    "author-en": (page("Jane Doe, Author at Riverside Post", f"<h1>Jane Doe</h1><p>Jane covers schools and roads for the Post. She joined in 2016.</p>{_cards(_EN)}", body="archive author", lang="en"), f"{_BASE}/author/jane/", {"listing"}),
    "search-id": (page("Hasil pencarian untuk “tanggul” - Kabar Brantas", f"<h1>Hasil pencarian: tanggul</h1>{_cards(_HEADLINES[:2])}"), f"{_BASE}/?s=tanggul", {"search", "listing"}),
    "search-en": (page("Search results for bridge", "<h1>Search results for: bridge</h1><p>Sorry, but nothing matched your search terms. Please try again with some different keywords.</p>", lang="en"), f"{_BASE}/?s=bridge", {"search", "soft-404"}),
    "shell-id": ('<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Kabar Brantas</title></head><body><noscript>Anda perlu mengaktifkan JavaScript untuk menjalankan aplikasi ini.</noscript><div id="root"></div><script src="/main.js"></script></body></html>', f"{_BASE}/berita/123", {"empty-shell"}),
    "shell-en": ('<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Riverside Post</title><script src="a.js"></script></head><body><div id="__next"><div class="spinner">Loading…</div></div><script src="/b.js"></script></body></html>', f"{_BASE}/story/1", {"empty-shell"}),
    "redirect-id": (page("Mengalihkan", "<p>Anda akan dialihkan ke halaman tujuan dalam 5 detik. Klik di sini jika tidak dialihkan secara otomatis.</p>", frame=False), f"{_BASE}/go?u=1", {"redirect"}),
    "redirect-en": (page("Redirecting", "<h1>You are being redirected</h1><p>Click here if you are not redirected within a few seconds.</p>", lang="en", frame=False), f"{_BASE}/go?u=2", {"redirect"}),
    "about-id": (page("Tentang Kami - Kabar Brantas", "<article class='page'><h1>Tentang Kami</h1><p>Kabar Brantas adalah media lokal yang terbit sejak 2016 dan meliput lima kabupaten di sepanjang Sungai Brantas. Kami berkantor di Kediri dan bekerja dengan empat belas wartawan.</p><p>Pemimpin Redaksi: Bagas Prasetyo. Redaktur: Nur Laila, Teguh Santosa. Wartawan: Siti Maimunah, Rofiqi Anwar, Hendra Wijaya.</p><p>Seluruh wartawan kami dibekali kartu pers dan dilarang menerima imbalan dalam bentuk apa pun dari narasumber.</p></article>", body="page page-id-2"), f"{_BASE}/tentang-kami/", {"static-page"}),
    "privacy-en": (page("Privacy Policy | Riverside Post", "<h1>Privacy Policy</h1><p>This policy explains what information we collect when you use our website and how we use it. We do not sell personal data. We keep server logs for thirty days and use them only to keep the site secure.</p><p>If you have an account, you can ask to receive an exported file of the data we hold about you, or to have it erased.</p>", lang="en"), f"{_BASE}/privacy-policy/", {"static-page"}),
    "pedoman-id": (page("Pedoman Media Siber - Kabar Brantas", "<h1>Pedoman Media Siber</h1><p>Kemerdekaan berpendapat, kemerdekaan berekspresi, dan kemerdekaan pers adalah hak asasi manusia yang dilindungi Pancasila dan Undang-Undang Dasar 1945.</p><p>Media siber memiliki karakter khusus sehingga memerlukan pedoman agar pengelolaannya dapat dilaksanakan secara profesional.</p>"), f"{_BASE}/pedoman-media-siber/", {"static-page"}),
    "contact-en": (page("Contact us", "<h1>Contact us</h1><p>Riverside Post, 12 Mill Lane, Riverside. Newsroom: 555-0123. Advertising: 555-0124. Write to news@riverside.example.</p>", lang="en"), f"{_BASE}/contact/", {"static-page"}),
    "agenda-id": (page("Agenda 11/2026", "<h1>Agenda kegiatan 11/2026</h1><p>Belum ada kegiatan pada bulan ini.</p><a href='/agenda/2026/10/'>Bulan sebelumnya</a> <a href='/agenda/2026/12/'>Bulan berikutnya</a>", frame=False), f"{_BASE}/agenda/2026/11/", {"agenda"}),
    "agenda-en": (page("Events calendar", "<h1>Events calendar</h1><ul><li>3 February 2025, 19:00 Choir rehearsal, town hall</li><li>5 February 2025, 10:00 Farmers market, stadium</li><li>9 February 2025, 14:00 Under-12 final, Mill Field</li><li>12 February 2025, 18:30 Council meeting, chamber</li></ul>", lang="en"), f"{_BASE}/events/", {"agenda"}),
    "age-id": (page("Verifikasi usia", "<h1>Verifikasi usia</h1><p>Konten ini hanya untuk pembaca dewasa. Apakah usia Anda di atas 18 tahun?</p><a href='#'>Ya</a> <a href='#'>Tidak</a>", frame=False), f"{_BASE}/2025/02/a/", {"age-check"}),
    "age-en": (page("Age check", "<h1>Are you over 18?</h1><p>You must be at least 18 to enter this site.</p>", lang="en", frame=False), f"{_BASE}/a/", {"age-check"}),
    "region-id": (page("Tidak tersedia", "<h1>Konten tidak tersedia di wilayah Anda</h1><p>Maaf, karena alasan hak siar konten ini tidak dapat diakses dari negara Anda.</p>", frame=False), f"{_BASE}/v/1", {"region-block", "soft-404"}),
    "region-en": (page("451: Unavailable", "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the European Economic Area and therefore access cannot be granted at this time.</p>", lang="en", frame=False), f"{_BASE}/a/", {"region-block"}),
    "form-id": (page("Kirim Berita - Kabar Brantas", "<h1>Kirim Berita</h1><p>Isi formulir berikut untuk mengirim laporan kepada redaksi.</p><form><input name='nama'><input name='email'><input name='judul'><textarea name='isi'></textarea></form>"), f"{_BASE}/kirim-berita/", {"form", "static-page"}),
    "form-en": (page("Create an account", "<h1>Create an account</h1><form><input name='first'><input name='last'><input name='mail'><select><option>Country</option></select></form>", lang="en"), f"{_BASE}/register/", {"form", "login"}),
    "attachment-id": (page("tanggul-jebol - Kabar Brantas", "<article class='attachment type-attachment hentry'><h1 class='entry-title'>tanggul-jebol</h1><div class='entry-content'><p class='attachment'><a href='/wp-content/uploads/tanggul-jebol.jpg'><img src='a.jpg' alt=''></a></p></div></article>", body="attachment attachment-template-default single single-attachment"), f"{_BASE}/2025/02/tanggul/tanggul-jebol/", {"attachment"}),
    "product-en": (page("Mug | Riverside Shop", "<h1>Riverside Post mug</h1><p>£8.50</p><p>In stock. Free shipping over £30.</p><a href='#'>Add to cart</a>", lang="en"), f"{_BASE}/shop/mug/", {"product"}),
    "parked-en": (page("kabar.example", "<h1>kabar.example</h1><p>This domain is for sale. Buy this domain today.</p>", lang="en", frame=False), "https://kabar.example/", {"parked"}),
    "empty-id": ("<html><head><title></title></head><body>\n \n</body></html>", f"{_BASE}/a/", {"empty"}),
    "video-id": (page("Video: Detik-detik Tanggul Jebol - Kabar Brantas", "<h1>Video: Detik-detik Tanggul Jebol</h1><iframe src='https://youtube.com/embed/x'></iframe>"), f"{_BASE}/video/77/", {"no-article"}),
}

#: Written after the rules; when first run, 18 of the 20 were refused and 17 for the right reason.
NOTHING |= {
    "second-404a": (page("404","<h1>404</h1><p>Waduh, halamannya nyasar.</p><a href='/'>Kembali ke beranda</a>"), _BASE + '/x/a', {'soft-404'}),
    "second-404b": (page("Riverside Post","<h2>Sorry, we couldn't find that page</h2><p>The story may have been moved or deleted. Here are some popular stories:</p>"+_cards(_EN,excerpts=False),lang='en'), _BASE + '/x/b', {'soft-404'}),
    "second-404c": (page("Konten tidak tersedia","<h1>Berita ini sudah ditarik</h1><p>Redaksi menarik artikel ini.</p>"), _BASE + '/2025/02/c', {'soft-404'}),
    "second-bot": (page("Access to this page has been denied","<h1>Please verify you are a human</h1><p>Access to this page has been denied because we believe you are using automation tools to browse the website.</p>",lang='en',frame=False), _BASE + '/d', {'bot-check'}),
    "second-bot2": (page("Pemeriksaan","<p>Sistem kami mendeteksi lalu lintas yang tidak biasa dari jaringan Anda. Isi captcha untuk melanjutkan.</p>",frame=False), _BASE + '/e', {'bot-check'}),
    "second-login": (page("Area Anggota","<h1>Area Anggota</h1><p>Anda harus masuk untuk mengakses halaman ini.</p><form><input name='e'><input type='password'></form>"), _BASE + '/anggota', {'login'}),
    "second-pay": (page("Skandal Dana Desa - Kabar","<h1>Skandal Dana Desa</h1><p>Senin, 3 Februari 2025</p><p>Tiga kepala desa dipanggil penyidik pekan lalu. Salah satunya menghilang sebelum diperiksa, meninggalkan dokumen yang kini diteliti jaksa.</p><div>Baca selengkapnya dengan berlangganan Kabar Premium. Sudah berlangganan? Masuk di sini.</div>"), _BASE + '/2025/02/skandal', {'paywall'}),
    "second-tag": (page("Topik Tanggul","<h1>#tanggul</h1><ul>"+''.join(f"<li><a href='/b/{i}'>{t}</a><br>{x}</li>" for i,(t,x) in enumerate(_HEADLINES))+"</ul>"), _BASE + '/topik/tanggul', {'listing'}),
    "second-front": (page("Kabar Brantas - Berita Kediri Hari Ini",''.join(f"<div class='c'><a href='/b/{i}'><img><h3>{t}</h3></a><span>{i+1} jam lalu</span></div>" for i,(t,x) in enumerate(_HEADLINES))), _BASE + '/', {'listing'}),
    "second-archive": (page("Arsip Februari 2025","<h1>Februari 2025</h1>"+''.join(f"<p>{i+1} Februari — <a href='/b/{i}'>{t}</a></p>" for i,(t,x) in enumerate(_HEADLINES))), _BASE + '/2025/02/', {'no-article', 'listing'}),
    "second-search0": (page("Pencarian","<h1>Tidak ada hasil untuk “xyz”</h1><p>Coba kata kunci lain.</p>"), _BASE + '/?q=xyz', {'search'}),
    "second-redaksi": (page("Susunan Redaksi - Kabar","<h1>Susunan Redaksi</h1><p>Pemimpin Umum: Bagas</p><p>Pemimpin Redaksi: Nur</p><p>Alamat: Jalan Dhoho 12, Kediri</p>"), _BASE + '/redaksi/', {'static-page'}),
    "second-iklan": (page("Tarif Iklan","<h1>Tarif Iklan</h1><table><tr><td>Banner atas</td><td>Rp2.000.000</td></tr><tr><td>Advertorial</td><td>Rp1.500.000</td></tr></table>"), _BASE + '/iklan', {'static-page'}),
    "second-kebijakan": (page("Kebijakan Privasi | Kabar","<h1>Kebijakan Privasi</h1>"+"<p>Kami menghargai privasi pengunjung dan menjelaskan data apa yang kami simpan serta untuk apa data itu dipakai.</p>"*8), _BASE + '/privasi', {'static-page'}),
    "second-jadwal": (page("Jadwal Acara","<h1>Jadwal Acara Februari</h1><ul><li>3 Februari 2025 Pasar murah</li><li>7 Februari 2025 Lomba lari</li></ul>"), _BASE + '/acara', {'agenda'}),
    "second-forum": (page("Buku Tamu","<h1>Buku Tamu</h1><form><input><input><textarea></textarea></form><p>Budi: Salam dari Jakarta</p>"), _BASE + '/tamu', {'form'}),
    "second-dl": (page("Unduh aplikasi","<h1>Unduh aplikasi Kabar</h1><p>Tersedia di Play Store dan App Store.</p>"), _BASE + '/app', {'no-article', 'static-page'}),
    "second-vid": (page("Galeri Foto","<h1>Galeri Foto</h1><img src=a><img src=b>"), _BASE + '/galeri', {'no-article'}),
    "second-maint": (page("Maaf","<h1>Maaf, situs sedang kami benahi</h1><p>Kembali lagi pukul 15.00 WIB.</p>",frame=False), _BASE + '/', {'no-article', 'maintenance'}),
    "second-gone": (page("410","<h1>410 Gone</h1><p>The requested resource is no longer available on this server.</p>",frame=False,lang='en'), _BASE + '/z', {'soft-404'}),
}

_META = '<meta property="og:type" content="article"><meta property="article:published_time" content="2025-02-12T10:20:00+07:00">'
SHORT: dict[str, tuple[str, str, str]] = {
    "breaking-id": (page("Gempa M 5,1 Guncang Blitar - Kabar Brantas", "<article><h1>Gempa M 5,1 Guncang Blitar</h1><p class='meta'>Rabu, 12 Februari 2025 10:20 WIB</p><div><p>BLITAR – Gempa bermagnitudo 5,1 mengguncang Blitar pada Rabu pukul 10.04 WIB. Belum ada laporan kerusakan.</p></div></article>", head=_META), f"{_BASE}/2025/02/gempa-blitar/", "Gempa bermagnitudo 5,1 mengguncang Blitar"),
    "breaking-en": (page("Fire closes Mill Lane | Riverside Post", "<article><h1>Fire closes Mill Lane</h1><p>By Jane Doe, 3 February 2025</p><p>Mill Lane is closed after a fire at the old bakery. Nobody was hurt, the fire service said.</p></article>", lang="en"), f"{_BASE}/a/fire-closes-mill-lane/", "Mill Lane is closed after a fire"),
    "photo-story-id": (page("Foto: Kirab Pusaka di Kediri - Kabar Brantas", "<article><h1>Foto: Kirab Pusaka di Kediri</h1><time datetime='2025-02-12T10:20:00+07:00'>12 Februari 2025</time><div><p>Ratusan warga mengikuti kirab pusaka di Kediri, Rabu (12/2/2025).</p><figure><img src='1.jpg' alt=''><figcaption>Barisan pembawa tumpeng melewati Jalan Dhoho.</figcaption></figure><figure><img src='2.jpg' alt=''><figcaption>Anak-anak menonton dari tepi jalan.</figcaption></figure></div></article>", head=_META), f"{_BASE}/2025/02/foto-kirab/", "Ratusan warga mengikuti kirab pusaka"),
    "obituary-id": (page("Dalang Ki Sarwono Tutup Usia - Kabar Brantas", "<article><h1>Dalang Ki Sarwono Tutup Usia</h1><p>Oleh Siti Maimunah, 12 Februari 2025</p><p>Dalang senior Ki Sarwono meninggal dunia pada Selasa malam di usia 82 tahun. Jenazah dimakamkan di Desa Ngadiluwih, Rabu siang.</p></article>"), f"{_BASE}/2025/02/ki-sarwono/", "Dalang senior Ki Sarwono meninggal dunia"),
    "score-id": (page("Hasil: Persik 2-1 Madura United - Kabar Brantas", "<article><h1>Hasil: Persik 2-1 Madura United</h1><span>Sabtu, 8 Februari 2025 21:02 WIB</span><p>Persik Kediri mengalahkan Madura United 2-1 di Stadion Brawijaya, Sabtu malam.</p></article>", head=_META), f"{_BASE}/2025/02/persik-madura/", "Persik Kediri mengalahkan Madura United 2-1"),
    "score-en": (page("Riverside 3-0 Hill Town | Riverside Post", "<article><h1>Riverside 3-0 Hill Town</h1><time datetime='2025-02-08'>8 February 2025</time><p>Riverside beat Hill Town 3-0 on Saturday with two goals from Tom Price.</p></article>", lang="en"), f"{_BASE}/a/riverside-hill-town/", "Riverside beat Hill Town 3-0"),
    "about-404-id": (page("Halaman Tidak Ditemukan di Situs KPU, Ini Penjelasannya - Kabar Brantas", "<article><h1>Halaman Tidak Ditemukan di Situs KPU, Ini Penjelasannya</h1><p>12 Februari 2025</p><p>KEDIRI – Sejumlah warga mengeluhkan pesan halaman tidak ditemukan ketika membuka data pemilih di situs KPU, Rabu (12/2/2025).</p><p>Ketua KPU Kediri mengatakan alamat halaman itu berubah karena perpindahan server. Warga diminta membuka ulang dari beranda.</p></article>", head=_META), f"{_BASE}/2025/02/halaman-kpu/", "Sejumlah warga mengeluhkan pesan"),
    "about-subscribers-id": (page("PDAM: Pelanggan Menunggak Diputus - Kabar Brantas", "<article><h1>PDAM: Pelanggan Menunggak Diputus</h1><p>12 Februari 2025</p><p>KEDIRI – PDAM memutus sambungan 120 pelanggan yang menunggak lebih dari tiga bulan. Layanan pembayaran khusus untuk pelanggan lama dibuka sampai Jumat.</p></article>", head=_META), f"{_BASE}/2025/02/pdam/", "PDAM memutus sambungan 120 pelanggan"),
    "about-calendar-id": (page("Jadwal Pemadaman Listrik di Kediri Rabu Ini - Kabar Brantas", "<article><h1>Jadwal Pemadaman Listrik di Kediri Rabu Ini</h1><p>Penulis: Siti Maimunah | 12 Februari 2025</p><p>PLN memadamkan listrik di tiga kelurahan pada Rabu untuk pemeliharaan jaringan.</p><ul><li>Bandar Lor: 09.00–11.00 WIB</li><li>Mojoroto: 11.00–13.00 WIB</li></ul></article>", head=_META), f"{_BASE}/2025/02/jadwal-pln/", "PLN memadamkan listrik"),
}
