"""The words by which pages speak about themselves, in Indonesian, Malay, English and the larger languages.

They are patterns, compiled on first use and kept: importing this module compiles nothing.
"""

from __future__ import annotations

import functools
import re
from typing import Final

#: Labels that lead to other articles. A label alone proves nothing: see :mod:`.clutter_lines` for what must stand
#: around it (a colon, a link, or nothing else).
MORE_LABELS: Final = (
    # Indonesian, Malay
    (r"baca (?:juga|pula|selengkapnya|lebih lanjut|lagi|(?:berita|artikel) (?:lain(?:nya)?|terkait|selengkapnya|ini)"
    r"|di sini|selanjutnya|ini juga)"),
    (r"(?:lihat|simak|tonton|saksikan|dengarkan|cek|periksa|klik) (?:juga|pula|selengkapnya)(?: (?:video|foto|berita|artikel))?"
    r"|(?:artikel|berita|bacaan|topik|kabar|konten|video|foto|informasi) (?:terkait|serupa|lain(?:nya)?|pilihan|menarik(?: lainnya)?|rekomendasi|populer)"
    r"|(?:ber)?kaitan dengan ini|jangan (?:lewatkan|ketinggalan)(?: berita)?|selengkapnya(?: baca)?|selanjutnya baca"
    r"|(?:di)?rekomendasi(?:kan)? (?:untuk (?:anda|kamu|mu)|bacaan|berita|artikel)|mungkin anda (?:juga )?(?:suka|tertarik|melewatkan ini)|pilihan (?:redaksi|editor|untukmu|untuk anda)"
    r"|anda mungkin (?:juga )?(?:suka|menyukai|tertarik)|ter(?:populer|kini|baru|hangat)|paling banyak dibaca|sedang (?:tren|hangat|ramai)"),
    # English
    (r"(?:also |please )?read (?:more|also|next|now|this|the full (?:story|article|report)|full (?:story|article))"
    r"|(?:also|must)[ -]read|see (?:also|more)|related(?: (?:articles?|stor(?:y|ies)|news|posts?|reading|content|coverage|links?|topics?|videos?))?"
    r"|more (?:on this(?: (?:story|topic))?|from(?: \S+){1,4}|stories|news|reading|coverage|like this)"
    r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended(?: (?:for you|reading|stories|articles))?"
    r"|don.?t miss|(?:in )?case you missed(?: it)?|further reading|editors?.? (?:picks?|choice)|trending(?: now)?|most (?:read|popular|viewed)|top stories"
    r"|up next|next (?:up|story|article)|(?:keep|continue) reading|watch (?:now|also|more|next|this|live|the (?:full )?video)|listen (?:now|to this)|latest (?:news|stories|headlines|posts)"),
    # German, Dutch, the Nordic languages
    (r"lesen sie (?:auch|hier|mehr|dazu|weiter)|lies (?:auch|hier|mehr)|(?:mehr|alles|weiteres|hintergründe) zum thema|mehr (?:dazu|lesen|davon)|(?:das könnte sie )?auch interess(?:ant|ieren)"
    r"|das könnte (?:sie|dich) (?:auch )?interessieren|weitere (?:news|artikel|nachrichten|meldungen|themen|beiträge)|siehe auch|zum weiterlesen|passend dazu|weiterlesen|alle artikel(?: der serie)?|meistgelesen"),
    r"lees (?:ook|meer|verder)|bekijk ook|zie ook|meer over|ook interessant|gerelateerde? \w+|(?:läs|les|læs) (?:också|också|även|også|ogsa|mer|mere|videre)|vil du lese mer|se (?:också|også|mer)|mer om|relaterade? \w+|lue (?:myös|lisää)|katso myös",
    # French, Spanish, Catalan, Portuguese, Italian, Romanian
    r"(?:à |a )?(?:lire|voir|écouter|découvrir|revoir) (?:aussi|également|la suite|plus)|(?:à|a) (?:lire|voir|découvrir)|sur le même (?:sujet|thème)|en savoir plus|pour aller plus loin|articles? liés?|lisez aussi|notre dossier",
    r"(?:lea|lee|leer|mira|mire|ver|vea|lectura) (?:también|además|más|recomendada)|también (?:lea|lee|te puede interesar|en \w+)|(?:te|le|les) (?:puede|podría|recomendamos)(?: (?:interesar|leer))?|(?:más|otras) (?:información|noticias|sobre)|(?:noticias?|notas?|artículos?|contenidos?) relacionad[oa]s?|relacionad[oa]s?|sigue leyendo|no te pierdas|llegiu també",
    r"leia (?:também|mais|ainda)|veja (?:também|mais|ainda)|saiba mais|(?:assista|confira|ouça)(?: (?:também|mais))?|(?:notícias?|matérias?|artigos?|conteúdo) relacionad[oa]s?|continue lendo|mais lidas",
    r"leggi (?:anche|di più|tutto|l.articolo)|vedi anche|guarda anche|(?:ti )?potrebbe interessart?i|potrebbe (?:anche )?interessarti|approfondisci|articoli correlati|citește și|citiți și|vezi și",
    # Polish, Czech, Slovak, Hungarian, Turkish, Greek
    r"czytaj (?:też|także|również|więcej|dalej)|(?:zobacz|przeczytaj|obejrzyj|sprawdź) (?:też|także|również|więcej)|więcej (?:na temat|informacji)|polecane|čt[eě]te (?:také|též|i)|přečtěte si(?: také)?|mohlo by vás zajímat|prečítajte si(?: aj)?|olvas[dsa]+ el|kapcsolódó \w+|ajánl(?:ott|juk)",
    r"ayrıca (?:oku|okuyun|bak(?:ın)?)|(?:bunu|bunlar) da (?:oku|okuyun)|ilgili haber(?:ler)?|(?:haberin )?devamını? oku|haberin devamı|διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα|και)|δείτε (?:επίσης|ακόμη|και)",
    # Russian, Ukrainian, Serbian
    r"читайте (?:также|ещё|еще|далее)|(?:смотрите|смотри) также|(?:материалы |ещё |еще )?по теме|читать (?:далее|также|полностью)|подробнее(?: (?:о|об|в) \w+)?|читайте також(?: на цю тему)?|(?:дивіться|див\.) також|більше на цю тему|pročitajte (?:i|još)|прочитајте и",
    # Arabic, Persian, Urdu, Hindi, Bengali, Tamil, Swahili, Filipino
    r"اقر[أا] (?:أيض[اً]+|ايضا|أيضا|المزيد)|شاهد (?:أيض[اً]+|ايضا|أيضا)|مواضيع (?:ذات صلة|متعلقة)|(?:بیشتر|همچنین) بخوانید|مطالب مرتبط|مزید پڑھیں|(?:यह|ये|इसे) भी (?:पढ़ें|पढ़ें|देखें)|और (?:पढ़ें|पढ़ें)|आरও পড়ুন|আরও পড়ুন|আরো পড়ুন|மேலும் படிக்க|soma (?:pia|zaidi)|basahin (?:din|rin)",
    # Vietnamese, Thai, Chinese, Japanese, Korean
    r"(?:xem|đọc) (?:thêm|tiếp)|(?:tin|bài)(?: viết)? (?:liên quan|cùng chuyên mục)|อ่าน(?:เพิ่มเติม|ต่อ|ข่าว(?:อื่น)?)|ข่าวที่เกี่ยวข้อง|相[关關](?:阅读|閱讀|新闻|新聞|文章|报道|報導)|延伸(?:阅读|閱讀)|(?:更多|推荐|推薦)(?:新闻|新聞|内容|內容|阅读|閱讀)|(?:閱讀|阅读|看)更多|関連(?:記事|ニュース|リンク)|あわせて読みたい|続きを読む|もっと見る|おすすめ(?:記事)?|관련 ?(?:기사|뉴스)|더 ?보기",
)  # fmt: skip

#: The words of an advertisement's frame, whole line.
AD_LABELS: Final = (
    r"(?:paid |sponsored )?(?:advert(?:isement|isements|orial|ising)?|ads?|sponsored(?: content| links?| stories| by)?|promoted(?: content| links?| stories)?|(?:by |from )?(?:taboola|outbrain|mgid|revcontent)|(?:our )?sponsors?)",
    r"(?:ruang |space )?iklan(?: (?:anda|di sini|sponsor|banner))?|pariwara|advertensi|konten (?:bersponsor|sponsor|promosi)|artikel bersponsor",
    r"anzeigen?|werbung|sponsorenhinweis|annonse|annons|reklame?|reklama|reclame|publicité|publicidad|publicidade|pubblicità|anuncio|anúncio|propaganda|mainos|hirdetés|reklám|διαφήμιση|реклама|إعلان|اعلان|تبلیغات|विज्ञापन|বিজ্ঞাপন|quảng cáo|โฆษณา|広告|廣告|广告|광고|ilan",
)  # fmt: skip
#: What stands beside those words in the same line.
AD_TAIL: Final = (
    r"(?:scroll|gulir|geser|swipe|continue|article continues|story continues|lanjutkan|berlanjut|artikel|konten|gulir|skip|lewati|tutup|close|below|feedback|"
    r"report (?:this )?ad|learn more|remove ads|\(\d+\)|sponsorenhinweis|anzeige)"
)

#: Names of services pages link to. Alone they mean nothing; as the object of a call, or in a row, they do.
PLATFORMS: Final = (
    r"google(?: ?(?:news|discover|berita|play))?|play ?store|app ?store|app ?gallery|whats?app|wa (?:channel|grup|group)|telegram|facebook|fb|instagram|ig|"
    r"twitter|x\.com|tik ?tok|you ?tube|threads|line(?: today)?|linked ?in|pinterest|flipboard|reddit|snack ?video|bluesky|mastodon|messenger|weibo|wechat|viber|"
    r"vk|ok\.ru|tumblr|e-?mail|surel|rss|podcasts?|spotify|koo|dailyhunt|kakaotalk|discord|twitch|signal|sms|copy link|salin (?:tautan|link|url)"
)  # fmt: skip

#: A line that begins so tells the reader to do something.
IMPERATIVES: Final = (
    r"ikuti|follow|dapatkan|get|gabung|bergabung(?:lah)?|join|unduh|download|install|pasang(?:lah)? iklan|berlangganan|langganan (?:sekarang|newsletter|paket|gratis|kami|di sini|lewat|mulai|premium|majalah|koran)|subscribe|sign up|register|daftar(?:kan)?|"
    r"klik|click|tap|ketuk|pindai|scan|like|sukai|aktifkan|nyalakan|enable|turn on|allow|izinkan|cek|check out|simak|nikmati|enjoy|saksikan|tonton|watch|dengarkan|listen|"
    r"baca|read|kunjungi|visit|hubungi|contact|kirim(?:kan)?|send|share|bagikan|sebarkan|dukung|support|donasi(?:kan)?|donate|beri(?:kan)?|rate|nilai|laporkan|report|"
    r"jadikan|add|tambahkan|simpan|save|cetak|print|lihat|view|see|masuk|log ?in|login|jangan lupa|jangan lewatkan|don.?t (?:forget|miss)|pantau(?: terus)?|jelajahi|explore|discover|temukan|"
    r"geser|gulir|swipe|scroll|pilih|choose|buka|open|tutup|close|coba|try|isi|fill in|mari|ayo|yuk|bantu|help|temui|meet|sapa|centang|dengan (?:melanjutkan|mengakses|menggunakan)|by (?:continuing|using|clicking)|let.?s|sampaikan|tulis(?:kan)?|write|tell us|ask|tanya(?:kan)?|"
    r"folgen sie|folge|abonnieren sie|abonniere|jetzt|melden sie sich|laden sie|teilen sie|klicken sie|suivez|abonnez-vous|inscrivez-vous|retrouvez|recevez|téléchargez|partagez|cliquez|rejoignez|"
    r"s[ií]gue(?:nos)?|síganos|siga(?:-nos)?|suscr[ií]b(?:ete|ase)|recibe|reciba|descarga|descargue|únete|comparte|haz clic|inscreva-se|assine|receba|baixe|compartilhe|clique|participe|entre (?:no|em)|"
    r"segui(?:ci)?|iscriviti|scarica|clicca|volg|meld je|schrijf je|följ|følg|seuraa|obserwuj|zapisz się|dołącz|sledujte|kövess|takip e(?:t|din)|abone ol(?:un)?|подпи(?:шитесь|сывайтесь)|читайте|следите|присоединяйтесь|підпи(?:шіться|суйтесь)|تابع(?:وا|نا)?|اشترك|theo dõi|đăng ký|tải|关注|關注|订阅|訂閱|下载|下載|フォロー|구독"
)  # fmt: skip

#: Words that command where they begin a line, and may be nouns or the story's own there: they weigh less.
SOFT_IMPERATIVES: Final = (
    r"pesan|tekan|beli(?:lah)?|belanja|pakai(?:lah)?|gunakan|pelajari|teruskan|kumpulkan|putar|hormati|cari|main(?:kan)?|segarkan|muat ulang|ajak|miliki|raih|menangkan|tukar(?:kan)?|hemat|nantikan|intip|ketahui|kenali|pahami|lengkapi|perbarui|masukkan|ketik|hidupkan|matikan|lewati|mulai|jadi(?:lah)?|ikut|jangan|tunjukkan|"
    r"buy|shop|order|play|text|gift|turn|activate|claim|win|use|upgrade|renew|start|learn|become|work with|apply|bring|vote|solve|skip|rotate|search|browse|manage|switch|go|pick|book|reserve|redeem|keep|take|make|stay|upload|submit|nominate|unlock|compare|chat|talk|call|reply"
)

#: Words for the site itself and its machinery: what a page talks of when it does not tell the story.
SITE_WORDS: Final = (
    r"(?:dalam |pada )?(?:laporan|liputan|naskah|seri) ini|(?:this|our) (?:report|series|reporting)|(?:artikel|berita|konten|tulisan|halaman|laman|situs|website|web|portal|media|kolom|fitur|video|foto|kanal|saluran|rubrik) (?:ini|kami|kita|tersebut di atas|lain(?:nya)?|terkait|selengkapnya|terkini|terbaru|terpopuler|pilihan)|"
    r"redaksi(?: kami)?|dewan pers|(?:unduh|download|instal|install|pasang|buka) (?:\w+ )?(?:aplikasi|apps?)|nilai (?:berita|artikel|tulisan)|kotak masuk|inbox|(?:akses )?tanpa iklan|ad-free|newsletter|buletin|notifikasi|push notif\w*|berlangganan|langganan (?:sekarang|newsletter|paket|gratis|kami|premium)|pelanggan|akun (?:anda|kami|resmi)|aplikasi (?:kami|\S+)? ?(?:di|melalui|lewat|sekarang|gratis)|"
    r"komentar (?:anda|pertama|pembaca)|berkomentar|kolom komentar|mode (?:gelap|baca|terang)|ukuran (?:huruf|teks|font)|versi (?:cetak|amp|desktop|mobile|audio|pdf)|peramban|browser|cookies?|kebijakan privasi|"
    r"(?:this|our|the full|full) (?:article|story|page|site|website|post|app|newsletter|content|coverage|newsroom|journalism|reporting|channel|podcast)|terms of (?:use|service)|privacy policy|"
    r"(?:push )?notifications?|subscri(?:be|ber|bers|ption)|subscribed|sign(?:ed)? (?:up|in)|log(?:ged)? in|dark mode|text size|font size|print (?:version|this)|ad-?block(?:er)?|javascript|"
    r"di ?sini|tautan (?:ini|berikut)|link (?:ini|berikut|di bawah)|di bawah ini|kode qr|qr code|kami\b.{0,40}\b(?:di|lewat|melalui) (?:google|whatsapp|telegram|instagram|facebook|youtube|tiktok|twitter)"
)  # fmt: skip

#: Things a page is made of, and what its owners ask of readers. One of them is nothing; two in a short line, told to somebody, are.
PAGE_THINGS: Final = (
    r"tautan|link|url|halaman|laman|kode(?: qr)?|akun|anggota|member(?:ship)?s?|login|profil|konten|fitur|menu|tombol|peramban|browser|cookies?|pemblokir|ad ?block(?:er)?s?|notifikasi|notifications?|"
    r"aplikasi|apps?|versi|mode|edisi(?: cetak| digital)?|e-?paper|newsletter|berlangganan|galeri|gallery|audio|komentar|comments?|topik|kanal|saluran|channel|rubrik|redaksi|hak jawab|koreksi|corrections?|pengaduan|iklan|"
    r"sponsor\w*|artikel|articles?|berita|kabar|tulisan|stories|error|api|plug-?in|widget|token|settings?|pengaturan|script|loading|reload|muat ulang|refresh|feed|kuis|quiz|survei|survey|polling|poll|donasi|donations?|premium|gratis|free|"
    r"podcast|siniar|kebijakan privasi|privacy|penulis|koran|majalah|website|situs|web|portal|pembaca|readers?|subscribers?|supporters?|kolom komentar|kotak masuk|inbox|e-?mail|unduh|download|layar|screen|seri|series|edition|homepage|beranda"
)

#: What newsrooms make, sell and ask for, word by word. Stories speak of such things, too: they count only in a line that
#: has nothing in common with its story (:mod:`.clutter_strangers`).
NEWSROOM_THINGS: Final = (
    # What they make, and how: programmes, editions, summaries; by whom, by what machine, for whose money.
    "edisi cetak siaran tayang tayangan radio tv televisi episode livestream transkrip transcript transcripts rangkuman ringkasan summary summaries "
    "takeaways briefing terjemahan translation liputan terbit coverage journalism jurnalisme newsroom editor editorial wartawan reporter "
    "reporters ai chatbot asisten assistant mesin otomatis automatically generated pemutar player grafik graphic infografis pedoman "
    "standards guidelines policy kebijakan ralat kekeliruan hibah grant didanai funded funding funders disponsori "
    "dipersembahkan jaringan nonprofit independen independent ethics transparency fakta hoaks verifikasi terdaftar sertifikat kolumnis kontributor redaktur naskah opini "
    "page pages laman arsip archive archives suplemen supplement photographs prints dimuat narasumber "
    # What they sell and give away.
    "langganan pelanggan subscriber newsagent story tiket ticket tickets paket stok kursi kuota toko shop store merchandise merch hemat kode kupon coupon voucher promo "
    "diskon discount offer offers deal deals subscription poin points hadiah undian giveaway kelas course webinar workshop pelatihan event ebook trial unlimited digest roundup "
    "qris gopay saweria trakteer patreon paypal shopee tokopedia lazada eceran "
    # What they ask of readers, and what they keep for them.
    "donasi patungan feedback tipline commenting community tanggapan donor donors lowongan magang cv hiring job jobs reaksi rating moderator responden puzzle puzzles game games gim alert alerts bookmark sesi session akses "
    "access lokasi location notifikasi kuki ponsel phone hp cetakan reprint reprints licensing "
    "pratinjau preview volume autoplay subtitle subtitles fullscreen ikon icon lonceng bell peta map mode"
)
#: ... and in several words.
NEWSROOM_PHRASES: Final = r"siaran langsung|live stream|ruang redaksi|kecerdasan buatan|kode etik|teka-teki|daftar bacaan|reading list|presented by|hosted by|brought to you|supported by|in partnership|kerja sama dengan|(?:rp ?|[$€£])\d"


@functools.cache
def pattern(*parts: str, template: str = "{}") -> re.Pattern[str]:
    """Return the alternatives *parts* put into *template*, compiled once; for text in lower case."""
    return re.compile(template.replace("{}", "(?:" + "|".join(parts) + ")"))
