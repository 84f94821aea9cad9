"""Names of months, weekdays and spans of time, in the languages of the news this project meets.

All lower case, apostrophes ASCII, as :func:`dnusa_crawler.pages.dates.fold` leaves them. Twelve months a line,
alternatives by ``/``. Genitives count as names of their own.
"""

from __future__ import annotations

from functools import cache

#: Full names and usual short forms, January first.
MONTH_TABLE: dict[str, str] = {
    # Indonesian, with the spellings of before 1972 (Djuni) and of the papers (Nopember, Pebruari, Agt).
    "id": "januari/djanuari/jan/djan februari/pebruari/februwari/feb/peb/pebr maret/mar/mrt april/apr/apl mei/mey "
    "juni/djuni/jun/djun juli/djuli/jul/djul agustus/agu/agt/ags/agst/agus/ogos september/sep/sept/septembar/spt "
    "oktober/okt/oct/octobar/oktobar november/nopember/nov/nop/nopembar desember/des/dec/disember/dis",
    "ms": "januari/jan februari/feb mac april/apr mei jun julai/jul ogos/ogo september/sep oktober/okt november/nov disember/dis",
    "en": "january/jan february/feb/febr march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct "
    "november/nov december/dec",
    "es": "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sep/sept/set "
    "octubre/oct noviembre/nov diciembre/dic",
    "pt": "janeiro/jan fevereiro/fev março/marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out "
    "novembro/nov dezembro/dez",
    "fr": "janvier/janv/jan février/fevrier/févr/fevr/fév mars avril/avr mai juin/jui juillet/juil/juill août/aout/aoû septembre/sept/sep "
    "octobre/oct novembre/nov décembre/decembre/déc/dec",
    "de": "januar/jänner/jan februar/feber/feb märz/maerz/mär/mrz april/apr mai juni/jun juli/jul august/aug september/sep/sept "
    "oktober/okt november/nov dezember/dez",
    "it": "gennaio/gen/genn febbraio/feb/febb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett "
    "ottobre/ott novembre/nov dicembre/dic",
    "nl": "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep/sept oktober/okt november/nov december/dec",
    "af": "januarie/jan februarie/feb maart/mrt april/apr mei junie/jun julie/jul augustus/aug september/sep oktober/okt november/nov desember/des",
    "sv": "januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep/sept oktober/okt november/nov december/dec",
    "da": "januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug september/sep/sept oktober/okt november/nov december/dec",
    "no": "januar/jan februar/feb mars/mar april/apr mai juni/jun juli/jul august/aug september/sep/sept oktober/okt november/nov desember/des",
    "is": "janúar/jan febrúar/feb mars/mar apríl/apr maí júní/jún júlí/júl ágúst/ágú september/sep október/okt nóvember/nóv desember/des",
    "fi": "tammikuuta/tammikuu/tammi helmikuuta/helmikuu/helmi maaliskuuta/maaliskuu/maalis huhtikuuta/huhtikuu/huhti "
    "toukokuuta/toukokuu/touko kesäkuuta/kesäkuu/kesä heinäkuuta/heinäkuu/heinä elokuuta/elokuu/elo syyskuuta/syyskuu/syys "
    "lokakuuta/lokakuu/loka marraskuuta/marraskuu/marras joulukuuta/joulukuu/joulu",
    "pl": "stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze "
    "lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru",
    "cs": "ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě června/červen/čvn července/červenec/čvc "
    "srpna/srpen/srp září/zář října/říjen/říj listopadu/listopad/lis prosince/prosinec/pro",
    "sk": "januára/január/jan februára/február/feb marca/marec/mar apríla/apríl/apr mája/máj júna/jún júla/júl augusta/august/aug "
    "septembra/september/sep októbra/október/okt novembra/november/nov decembra/december/dec",
    "hr": "siječnja/siječanj/sij veljače/veljača/velj ožujka/ožujak/ožu travnja/travanj/tra svibnja/svibanj/svi lipnja/lipanj/lip "
    "srpnja/srpanj/srp kolovoza/kolovoz/kol rujna/rujan/ruj listopada/listopad/lis studenoga/studenog/studeni/stu prosinca/prosinac/pro",
    "sr": "januar/јануар/јан februar/фебруар/феб mart/март/мар april/април/апр maj/мај jun/јун jul/јул avgust/август/авг "
    "septembar/септембар/сеп oktobar/октобар/окт novembar/новембар/нов decembar/децембар/дец",
    "sl": "januarja/januar/jan februarja/februar/feb marca/marec/mar aprila/april/apr maja/maj junija/junij/jun julija/julij/jul "
    "avgusta/avgust/avg septembra/september/sep oktobra/oktober/okt novembra/november/nov decembra/december/dec",
    "hu": "január/jan február/febr/feb március/márc április/ápr május/máj június/jún július/júl augusztus/aug szeptember/szept "
    "október/okt november/nov december/dec",
    "ro": "ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept octombrie/oct "
    "noiembrie/noi/nov decembrie/dec",
    "ru": "января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл "
    "августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек",
    "uk": "січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт травня/травень/трав червня/червень/черв "
    "липня/липень/лип серпня/серпень/серп вересня/вересень/вер жовтня/жовтень/жовт листопада/листопад грудня/грудень/груд",
    "bg": "януари/яну февруари/фев март/мар април/апр май юни/юн юли/юл август/авг септември/сеп октомври/окт ноември/ное декември/дек",
    "el": "ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ απριλίου/απρίλιος/απρ μαΐου/μάιος/μαϊ/μαι "
    "ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ αυγούστου/αύγουστος/αυγ σεπτεμβρίου/σεπτέμβριος/σεπ οκτωβρίου/οκτώβριος/οκτ "
    "νοεμβρίου/νοέμβριος/νοε δεκεμβρίου/δεκέμβριος/δεκ",
    "tr": "ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara",
    "ca": "gener/gen febrer/febr març abril/abr maig juny juliol/jul agost/ag setembre/set octubre/oct novembre/nov desembre/des",
    "ar": "يناير/كانون_الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/ابريل/إبريل/نيسان/أفريل مايو/أيار/ماي يونيو/حزيران/يونيه/جوان "
    "يوليو/تموز/يوليه/جويلية أغسطس/اغسطس/آب/أوت سبتمبر/أيلول أكتوبر/اكتوبر/تشرين_الأول نوفمبر/تشرين_الثاني ديسمبر/كانون_الأول",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "he": "ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר "
    "אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
    "hi": "जनवरी/जन फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "ta": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "th": "มกราคม/ม.ค. กุมภาพันธ์/ก.พ. มีนาคม/มี.ค. เมษายน/เม.ย. พฤษภาคม/พ.ค. มิถุนายน/มิ.ย. กรกฎาคม/ก.ค. สิงหาคม/ส.ค. กันยายน/ก.ย. "
    "ตุลาคม/ต.ค. พฤศจิกายน/พ.ย. ธันวาคม/ธ.ค.",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "tl": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "jv": "januari februari/pebruari maret april mei juni juli agustus september oktober/oktobèr november/novèmber/nopember desember/desèmber",
    "ga": "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán_fómhair deireadh_fómhair samhain nollaig",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "lv": "janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā augusts/augustā "
    "septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī",
    "et": "jaanuar/jaan veebruar/veebr märts aprill/apr mai juuni juuli august/aug september/sept oktoober/okt november/nov detsember/dets",
    "gl": "xaneiro/xan febreiro/feb marzo/mar abril/abr maio/mai xuño/xuñ xullo/xul agosto/ago setembro/set outubro/out novembro/nov decembro/dec",
    "eu": "urtarrilaren/urtarrilak otsailaren/otsailak martxoaren/martxoak apirilaren/apirilak maiatzaren/maiatzak ekainaren/ekainak "
    "uztailaren/uztailak abuztuaren/abuztuak irailaren/irailak urriaren/urriak azaroaren/azaroak abenduaren/abenduak",
    "mr": "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "gu": "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઓગસ્ટ સપ્ટેમ્બર ઓક્ટોબર નવેમ્બર ડિસેમ્બર",
    "pa": "ਜਨਵਰੀ ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ",
    "te": "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై/జూలై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
    "kn": "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್",
    "ml": "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "km": "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "my": "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
}

#: Monday first; folded.
WEEKDAY_TABLE: dict[str, str] = {
    "id": "senin/sen/isnin/senen selasa/sel/selaso/salasa rabu/rab/rebo kamis/kam/khamis/kemis jumat/jum'at/jum/jum'ah/jumah/jemuah/jemuwah/jumaat/jemah sabtu/sab/setu/saptu minggu/ahad/min/mgg",
    "en": "monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
    "es": "lunes/lun martes miércoles/miercoles/mié/mie jueves/jue viernes/vie sábado/sabado/sáb domingo/dom",
    "pt": "segunda/segunda-feira terça/terça-feira/terca-feira quarta/quarta-feira quinta/quinta-feira sexta/sexta-feira sábado domingo",
    "fr": "lundi mardi mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim",
    "de": "montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "pl": "poniedziałek wtorek środa/środę czwartek piątek sobota/sobotę niedziela/niedzielę",
    "ru": "понедельник вторник среда/среду четверг пятница/пятницу суббота/субботу воскресенье",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "cs": "pondělí úterý středa čtvrtek pátek sobota neděle",
    "sk": "pondelok utorok streda štvrtok piatok sobota nedeľa",
    "hu": "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "ro": "luni marți/marţi miercuri joi vineri sâmbătă duminică",
    "hr": "ponedjeljak/ponedeljek/ponedeljak utorak/torek srijeda/sreda četvrtak/četrtek petak/petek subota/sobota nedjelja/nedelja",
    "uk": "понеділок вівторок середа/середу четвер п'ятниця/п'ятницю субота/суботу неділя/неділю",
    "bg": "понеделник вторник сряда четвъртък петък събота неделя",
    "el": "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "ca": "dilluns dimarts dimecres dijous divendres dissabte diumenge",
    "vi": "thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật",
    "fa": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه/پنج‌شنبه جمعه شنبه یکشنبه",
    "he": "שני שלישי רביעי חמישי שישי שבת ראשון",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "bn": "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার",
    "ja": "月/月曜日 火/火曜日 水/水曜日 木/木曜日 金/金曜日 土/土曜日 日/日曜日",
    "zh": "星期一/周一 星期二/周二 星期三/周三 星期四/周四 星期五/周五 星期六/周六 星期日/星期天/周日",
    "ko": "월/월요일 화/화요일 수/수요일 목/목요일 금/금요일 토/토요일 일/일요일",
    "ar": "الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}

#: Spans of time as they stand in "2 jam yang lalu", "vor 3 Tagen", "il y a 5 heures"; seconds.
SPANS: dict[str, int] = {
    word: seconds
    for seconds, words in (
        (1, "detik second seconds sec secs segundos segundo secondes sekunden sekunde secondi saat_yang seconden"),
        (
            60,
            "menit minute minutes min mins minit minuto minutos minuten minuti minuut dakika минут минуты минуту phút",
        ),
        (3600, "jam hour hours hr hrs hora horas heure heures stunde stunden ora ore uur saat час часа часов giờ"),
        (
            86400,
            "hari day days día dia dias días jour jours tag tagen tage giorno giorni dag dagen gün день дня дней ngày dina",
        ),
        (
            604800,
            "minggu pekan week weeks semana semanas semaine semaines woche wochen settimana settimane weken hafta неделю недели tuần",
        ),
        (
            2629800,
            "bulan month months mes meses mois monat monaten mese mesi maand maanden ay месяц месяца месяцев tháng",
        ),
        (31557600, "tahun year years año años ano anos an ans jahr jahren anno anni jaar yıl год года лет năm"),
    )
    for word in words.split()
}

#: Days counted from the day of the capture.
NAMED_DAYS: dict[str, int] = {
    "hari ini": 0, "today": 0, "hoy": 0, "hoje": 0, "aujourd'hui": 0, "heute": 0, "oggi": 0, "vandaag": 0, "bugün": 0, "сегодня": 0,
    "dina iki": 0, "hôm nay": 0, "今日": 0, "今天": 0,
    "kemarin": -1, "kemaren": -1, "semalam": -1, "tadi malam": -1, "yesterday": -1, "ayer": -1, "ontem": -1, "hier": -1,
    "gestern": -1, "ieri": -1, "gisteren": -1, "dün": -1, "вчера": -1, "wingi": -1, "hôm qua": -1, "昨日": -1, "昨天": -1,
    "kelmarin": -1, "kemarin lusa": -2,
    "tadi pagi": 0, "tadi siang": 0, "tadi sore": 0, "pagi tadi": 0, "siang tadi": 0, "sore tadi": 0,
}  # fmt: skip


@cache
def months() -> dict[str, dict[int, frozenset[str]]]:
    """Return every name with the months it stands for, and in which languages."""
    found: dict[str, dict[int, set[str]]] = {}
    for language, line in MONTH_TABLE.items():
        for number, names in enumerate(line.split(), 1):
            for name in names.split("/"):
                found.setdefault(name.replace("_", " "), {}).setdefault(number, set()).add(language)
    return {name: {n: frozenset(langs) for n, langs in by_number.items()} for name, by_number in found.items()}


@cache
def weekdays() -> dict[str, int]:
    """Return every name of a weekday with its number, Monday 0."""
    found: dict[str, int] = {}
    for line in WEEKDAY_TABLE.values():
        for number, names in enumerate(line.split()):
            for name in names.split("/"):
                found.setdefault(name.replace("_", " "), number)
    return found
