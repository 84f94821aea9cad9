"""What pages that are no articles say, in Indonesian and English and, where it costs nothing, in other languages."""

from __future__ import annotations

import functools
import re
from typing import Final

_THING: Final = (
    r"(?:halaman|laman|artikel|berita|konten|dokumen|file|url|link|tautan|alamat|posting\w*|tulisan|data|"
    r"page|article|content|story|post|document|resource|item|seite|artikel|beitrag|page|página|pagina|страница)"
)
_PATTERNS: Final = {
    "soft-404": (
        rf"\b{_THING}\b[^.!?]{{0,50}}\b(?:tidak|tak|belum|sudah tidak|gagal)\s+(?:dapat |bisa |lagi )?(?:ditemukan|ada|tersedia|"
        rf"dibuka|terdaftar)|\b{_THING}\b[^.!?]{{0,50}}\b(?:(?:can ?not|could not|can.?t|couldn.?t) be found|not (?:be )?found|"
        rf"(?:does not|doesn.?t|no longer) exists?|no longer available|(?:has|have) been (?:removed|deleted|moved))"
        rf"|\b{_THING}\b[^.!?]{{0,40}}\b(?:telah|sudah) (?:di)?(?:hapus|pindah\w*|tarik)|^\W*(?:error\s*)?404\b|\b404 (?:not found|error|"
        r"halaman)|^\W*(?:error:? )?(?:page )?not found\W*$|\bnothing (?:was )?found\b|we (?:can.?t|couldn.?t) find (?:the|that|this|what)"
        r"|\bmaaf\b[^.!?]{0,40}(?:tidak (?:dapat |kami )?(?:temukan|menemukan|ditemukan))|tidak ditemukan\W*$|nicht gefunden|introuvable"
        r"|no encontrad[ao]|não encontrad[ao]|не найдена"
    ),
    "error-page": (
        r"^\W*(?:error\s*)?(?:403|429|500|502|503|504|508|520|521|522|524)\b|\b(?:internal server error|service (?:temporarily )?unavailable|"
        r"bad gateway|gateway time-?out|too many requests|error establishing a database|resource limit is reached|bandwidth limit exceeded)"
        r"|\b(?:access denied|forbidden|akses ditolak|akses dilarang|you don.?t have permission)\b|something went wrong|terjadi (?:kesalahan|"
        r"gangguan|galat)|kesalahan (?:pada )?(?:server|sistem|internal)|server (?:sedang )?(?:sibuk|gangguan|error|penuh)|layanan (?:sedang )?(?:sibuk|"
        r"tidak tersedia|terganggu)|(?:critical|fatal) error|galat (?:serius|kritis)|koneksi (?:ke )?(?:database|basis data)|has been suspended"
    ),
    "maintenance": (
        r"\b(?:situs|website|web|portal|halaman|server|sistem|layanan|kami)\b[^.!?]{0,40}\b(?:dalam )?(?:perbaikan|pemeliharaan|maintenance)\b|"
        r"^\W*(?:sedang )?(?:dalam )?(?:perbaikan|pemeliharaan|maintenance)\b|under "
        r"(?:scheduled )?(?:maintenance|construction)|(?:down|closed|offline) for (?:scheduled )?maintenance|(?:will|.ll) be (?:right )?back (?:soon|shortly)|"
        r"akan segera kembali|briefly unavailable|coming soon|segera hadir|situs (?:ini )?(?:ditutup|tidak aktif) sementara"
    ),
    "bot-check": (
        r"checking (?:if the site connection|your browser)|^\W*just a moment|(?:verify|confirm|prove|make sure|verifying) (?:that )?(?:you are|you.re) (?:a |not a )?(?:human|robot|bot)|"
        r"are you (?:a )?(?:human|robot|bot)|\bcaptcha\b|enable javascript and cookies to continue|attention required|ddos protection|(?:unusual|suspicious|automated) (?:traffic|"
        r"activity|requests)|pardon our interruption|press (?:and|&) hold|security check|sedang (?:memeriksa|memverifikasi)|memeriksa (?:browser|peramban|koneksi)|"
        r"(?:verifikasi|pastikan|buktikan|konfirmasi)\b[^.!?]{0,30}\b(?:bukan robot|manusia|bukan bot)|saya bukan robot|bukan (?:sebuah )?robot|lalu lintas[^.!?]{0,30}(?:tidak "
        r"biasa|mencurigakan)|aktivitas (?:yang )?(?:tidak wajar|mencurigakan)|pemeriksaan keamanan|you have been blocked|anda (?:telah )?diblokir"
    ),
    "cookie-wall": (
        r"\b(?:we|our partners|kami|mitra kami|situs ini|this (?:web)?site|wir|nous)\b[^.!?]{0,60}\b(?:use|uses|store|menggunakan|memakai|menyimpan|verwenden|utilisons)\b[^.!?]{0,50}\b(?:cookies?|kuki)\b|"
        r"\b(?:accept|reject|manage|terima|tolak|setujui|kelola|izinkan)\b[^.!?]{0,25}\b(?:cookies?|kuki|semua|all)\b|your privacy (?:choices|matters|is important)|before you continue|sebelum (?:anda )?melanjutkan|"
        r"(?:persetujuan|preferensi|pengaturan) (?:cookies?|kuki|privasi)|cookie (?:consent|preferences|settings)|privasi anda (?:penting|berharga)|consent to|data pribadi anda[^.!?]{0,50}(?:diproses|mitra)"
    ),
    "paywall": (
        r"\b(?:subscribe|sign up|register|log in|become a member)\b[^.!?]{0,30}\b(?:to|and|for)\b[^.!?]{0,20}\b(?:continue|read|keep reading|unlock|get (?:full|unlimited) access|access (?:this|the full))|"
        r"(?:berlangganan|langganan|daftar|gabung|masuk|login|bayar|beli)\b[^.!?]{0,40}\b(?:untuk|agar|dan)\b[^.!?]{0,25}\b(?:melanjutkan|lanjut|membaca|baca|membuka|mengakses|akses)|already a (?:subscriber|member)|"
        r"sudah (?:berlangganan|jadi pelanggan|menjadi pelanggan)[^.!]{0,15}\?|\b(?:artikel|konten|berita|cerita|halaman|tulisan|laporan|akses|bacaan)\b[^.!?]{0,30}\b(?:khusus|hanya|eksklusif|terbatas)\b[^.!?]{0,20}\b(?:untuk|bagi|buat)?\s*\b(?:pelanggan|member|anggota|subscriber)|^\W*khusus (?:untuk )?(?:pelanggan|member|anggota|subscriber)\W*$|"
        r"(?:artikel|konten|berita|cerita) (?:ini )?(?:premium|berbayar|terkunci|eksklusif)|(?:this|the rest of this|full) (?:article|content|story)[^.!?]{0,30}(?:is|are) (?:for|only|available|exclusive|reserved|locked)[^.!?]{0,30}(?:subscribers?|members?)|"
        r"(?:subscriber|member|premium)[- ](?:only|exclusive)|you(?:.ve| have) (?:reached|read|used)[^.!?]{0,40}(?:limit|free articles?)|(?<!\d )(?<!\d free )articles? (?:left|remaining)|\b(?:no|0) (?:free )?articles? (?:left|remaining)|kuota (?:artikel|baca)|(?<!\d )artikel gratis (?:anda|tersisa)|"
        r"(?:weiterlesen|lesen) mit|jetzt abonnieren|réservé aux abonnés|exclusivo para (?:suscriptores|assinantes)|(?:lanjutkan|lanjut) membaca (?:dengan|bersama)"
    ),
    "paywall-strong": (
        r"(?:to|and|untuk|agar|dan) (?:continue|keep|melanjutkan|lanjut) (?:reading|membaca|baca)|already a (?:subscriber|member)|sudah (?:berlangganan|"
        r"jadi pelanggan|menjadi pelanggan)[^.!]{0,15}\?|(?:artikel|konten|berita|cerita|laporan) (?:ini )?[^.!?]{0,20}(?:khusus|premium|berbayar|terkunci|eksklusif)|"
        r"(?:this|the rest of this|full) (?:article|content|story)[^.!?]{0,40}(?:subscribers?|members?)|(?:subscriber|member|premium)[- ](?:only|exclusive)|"
        r"(?<!\d )(?<!\d free )articles? (?:left|remaining)|\b(?:no|0) (?:free )?articles? (?:left|remaining)|jetzt abonnieren|réservé aux abonnés|exclusivo para (?:suscriptores|assinantes)"
    ),
    "password": (
        r"(?:konten|halaman|artikel|pos|tulisan) ini (?:di)?(?:proteksi|lindungi|kunci)[^.!?]{0,30}(?:kata )?sandi|(?:this (?:content|post|page) is|content is) password.?protected|enter (?:your|the) password (?:below|to view)|"
        r"masukkan (?:kata sandi|password)[^.!?]{0,30}(?:di bawah|melihat|membuka)|^\W*(?:protected|diproteksi|dilindungi|terproteksi|privat|private)\s*:"
    ),
    "login": (
        r"\b(?:log ?in|sign ?in|masuk)\b[^.!?]{0,25}\b(?:to|untuk|ke)\b[^.!?]{0,40}\b(?:continue|view|access|account|akun|melanjutkan|membaca|melihat|mengakses|dashboard)|(?:you must|you need to|anda (?:harus|perlu)|silakan|silahkan|please) "
        r"(?:be )?(?:log(?:ged)? ?in|sign(?:ed)? ?in|masuk|login)|(?:forgot|lost|lupa) (?:your )?(?:password|kata sandi|sandi)|(?:remember me|ingat saya)|(?:don.?t|do not) have an account|belum (?:punya|memiliki) akun|^\W*(?:log ?in|sign ?in|masuk|login)\W*$"
    ),
    "age-check": (
        r"(?:are you|you must be|i am|confirm (?:that )?you are)\b[^.!?]{0,25}\b(?:over|at least|older than)?\s*(?:18|21)\b|(?:usia|umur)\b[^.!?]{0,30}\b(?:18|21|17)\b|(?:konfirmasi|verifikasi) (?:usia|umur)|age (?:verification|check|gate)|"
        r"(?:verify|confirm) your age|konten dewasa"
    ),
    "region-block": (
        r"(?:not|un)\s?available (?:in|from|to)\b[^.!?]{0,25}\b(?:your|this) (?:region|country|location|area)|tidak (?:tersedia|dapat diakses)[^.!?]{0,25}(?:wilayah|negara|lokasi)|unavailable (?:for|due to) legal|"
        r"(?:our european|visitors from|european (?:visitors|users)|european economic area)|^\W*451\b|internet positif|trustpositif|situs (?:ini )?diblokir"
    ),
    "redirect": (
        r"(?:you (?:are|will be) (?:being )?redirected|redirecting|anda (?:akan|sedang) (?:di)?(?:alihkan|arahkan)|mengalihkan|sedang dialihkan|click here if you are not|klik (?:di sini )?jika (?:anda )?tidak (?:di)?alihkan|"
        r"this page has moved|halaman (?:ini )?(?:telah |sudah )?(?:pindah|dipindahkan)|you are leaving|anda (?:akan )?meninggalkan|object moved)"
    ),
    "parked": (
        r"domain (?:ini |name )?(?:is |are )?(?:for sale|dijual|parked|expired|telah berakhir|kedaluwarsa)|buy this domain|beli domain|this domain (?:is|has|may)|akun (?:hosting )?(?:ini )?(?:ditangguhkan|suspended)|hosting anda (?:telah )?(?:berakhir|aktif)|"
        r"(?:index of /)|it works!|welcome to nginx|apache2? (?:ubuntu |debian )?default page|default web site page"
    ),
    "search": (
        r"^\W*(?:hasil (?:pencarian|penelusuran)|(?:menampilkan )?hasil untuk|pencarian(?: untuk|:)|cari\s*:|search results?|results for|search(?: for)?\s*[:\"“']|you searched for|(?:kami|anda) (?:mencari|menelusuri)|suchergebnisse|résultats de recherche|"
        r"resultados)|\b\d+ (?:hasil|results?) (?:untuk|for|ditemukan|found)|tidak ada hasil|no results"
    ),
    "agenda": r"^\W*(?:agenda|kalender|jadwal|event|calendar|kegiatan)\b|\bcalendar of events\b|^\W*(?:events|schedule)\s*(?:calendar|for|[:|–-]|$)|belum ada (?:kegiatan|agenda|acara)|no (?:upcoming )?events",
    "static-page": (
        r"^\W*(?:tentang(?: kami| redaksi| \w+\.\w+)?|about(?: us| the (?:site|newsroom))?|(?:susunan |box |boks |dewan |struktur )?redaksi(?: kami)?|kontak(?: kami| redaksi)?|contact(?: us)?|hubungi(?: kami| redaksi)?|pedoman(?: pemberitaan| penulisan)?(?: media)?(?: siber| digital)?|"
        r"kebijakan(?: privasi| cookies?| redaksi| koreksi| hak cipta| penggunaan)?|privacy(?: policy| notice| statement)?|terms(?: and conditions| of (?:use|service)| & conditions)?|syarat(?: (?:dan|&) ketentuan| penggunaan| layanan)?|ketentuan(?: penggunaan| layanan)?|"
        r"disclaimer|penafian|kode etik(?: jurnalistik| perusahaan)?|(?:info(?:rmasi)? |tarif |pasang |rate )?iklan|advertis(?:e|ing)(?: with us)?|media kit|karier|karir|careers?|lowongan(?: kerja)?|jobs|faqs?|bantuan|help(?: center)?|sitemap|peta situs|site map|imprint|impressum|copyright|hak cipta|"
        r"profil(?: perusahaan| kami)?|company profile|visi(?: (?:dan|&) misi)?|our (?:team|mission|story)|tim(?: kami| redaksi)?|editorial (?:policy|guidelines|team|standards)|newsletters?|cookie policy|berlangganan|subscri(?:be|ption)s?|hak jawab|perlindungan (?:wartawan|data)|standar(?: perlindungan)? \w+)\W*$"
    ),
    "form": (
        r"^\W*(?:kirim (?:berita|tulisan|artikel|opini|naskah|pengaduan|laporan|foto)|pendaftaran|registrasi|daftar(?: akun)?|register|registration|sign ?up|create (?:an )?account|buat akun|formulir|survei|survey|polling|kuis|lapor(?:kan)?|pengaduan|submit|send (?:us )?(?:your )?\w+|"
        r"contact form|feedback|kritik dan saran|lupa (?:kata sandi|password)|reset password|unsubscribe|berhenti berlangganan)\b"
    ),
    "product": r"(?:add to (?:cart|basket|bag)|buy now|tambah(?:kan)? ke (?:keranjang|troli)|beli sekarang|masukkan keranjang|out of stock|stok habis|in stock|free shipping|gratis ongkir|checkout)",
}  # fmt: skip


@functools.cache
def pattern(reason: str) -> re.Pattern[str]:
    """Return the compiled pattern of what pages of one kind say."""
    return re.compile(_PATTERNS[reason], re.IGNORECASE)


def says(reason: str, text: str) -> bool:
    """Say whether *text* has what pages of that kind say.

    >>> says("soft-404", "Artikel yang Anda cari tidak ditemukan atau sudah dihapus.")
    True
    """
    return bool(pattern(reason).search(text[:600]))
