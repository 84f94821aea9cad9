"""Regencies, cities and provinces of Indonesia, as datelines name them.

A line "Suara Desa, Blitar – …" has the form of "Kediri, Jawa Timur – …" and of "Andi Wijaya, Ketua RT – …"; only knowing a
place tells them apart. The list is the administrative division (38 provinces, 514 regencies and cities), the seats where
they have another name, and the capitals foreign news comes from.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_PROVINCES: Final = """
aceh|sumatera utara|sumatera barat|riau|kepulauan riau|jambi|bengkulu|sumatera selatan|bangka belitung|lampung|banten|dki jakarta|
jawa barat|jawa tengah|jawa timur|di yogyakarta|bali|nusa tenggara barat|nusa tenggara timur|kalimantan barat|kalimantan tengah|
kalimantan selatan|kalimantan timur|kalimantan utara|sulawesi utara|gorontalo|sulawesi tengah|sulawesi barat|sulawesi selatan|
sulawesi tenggara|maluku|maluku utara|papua|papua barat|papua selatan|papua tengah|papua pegunungan|papua barat daya|
jatim|jateng|jabar|sumut|sumbar|sumsel|kepri|babel|diy|ntb|ntt|kalbar|kalteng|kalsel|kaltim|kaltara|sulut|sulteng|sulbar|sulsel|sultra|malut
"""
_SEATS: Final = """
aceh barat|aceh barat daya|aceh besar|aceh jaya|aceh selatan|aceh singkil|aceh tamiang|aceh tengah|aceh tenggara|aceh timur|aceh utara|
bener meriah|bireuen|gayo lues|nagan raya|pidie|pidie jaya|simeulue|banda aceh|langsa|lhokseumawe|sabang|subulussalam|meulaboh|takengon|sigli|
asahan|batubara|batu bara|dairi|deli serdang|humbang hasundutan|karo|labuhanbatu|langkat|mandailing natal|nias|nias barat|nias selatan|
nias utara|padang lawas|pakpak bharat|samosir|serdang bedagai|simalungun|tapanuli selatan|tapanuli tengah|tapanuli utara|toba|binjai|
gunungsitoli|medan|padangsidimpuan|pematangsiantar|siantar|sibolga|tanjungbalai|tanjung balai|tebing tinggi|kisaran|lubuk pakam|balige|
agam|dharmasraya|kepulauan mentawai|mentawai|lima puluh kota|padang pariaman|pasaman|pasaman barat|pesisir selatan|sijunjung|solok|
solok selatan|tanah datar|bukittinggi|padang|padang panjang|padangpanjang|pariaman|payakumbuh|sawahlunto|batusangkar|painan|
bengkalis|indragiri hilir|indragiri hulu|kampar|kepulauan meranti|kuantan singingi|pelalawan|rokan hilir|rokan hulu|siak|dumai|pekanbaru|
bangkinang|tembilahan|rengat|bintan|karimun|kepulauan anambas|lingga|natuna|batam|tanjungpinang|tanjung pinang|anambas|
batanghari|batang hari|bungo|kerinci|merangin|muaro jambi|sarolangun|tanjung jabung barat|tanjung jabung timur|tebo|sungai penuh|muara bungo|
banyuasin|empat lawang|lahat|muara enim|musi banyuasin|musi rawas|musi rawas utara|ogan ilir|ogan komering ilir|ogan komering ulu|pali|
lubuklinggau|lubuk linggau|pagaralam|pagar alam|palembang|prabumulih|sekayu|kayuagung|baturaja|martapura|
bangka|bangka barat|bangka selatan|bangka tengah|belitung|belitung timur|pangkalpinang|pangkal pinang|sungailiat|muntok|manggar|
bengkulu selatan|bengkulu tengah|bengkulu utara|kaur|kepahiang|lebong|mukomuko|rejang lebong|seluma|curup|manna|
lampung barat|lampung selatan|lampung tengah|lampung timur|lampung utara|mesuji|pesawaran|pesisir barat|pringsewu|tanggamus|
tulang bawang|tulang bawang barat|way kanan|bandar lampung|bandarlampung|metro|kotabumi|kalianda|liwa|
lebak|pandeglang|serang|tangerang|tangerang selatan|tangsel|cilegon|rangkasbitung|jakarta|jakarta barat|jakarta pusat|jakarta selatan|
jakarta timur|jakarta utara|kepulauan seribu|jaksel|jakbar|jakpus|jaktim|jakut|
bandung|bandung barat|bekasi|bogor|ciamis|cianjur|cirebon|garut|indramayu|karawang|kuningan|majalengka|pangandaran|purwakarta|subang|
sukabumi|sumedang|tasikmalaya|banjar|cimahi|depok|cikarang|cibinong|soreang|lembang|
banjarnegara|banyumas|batang|blora|boyolali|brebes|cilacap|demak|grobogan|jepara|karanganyar|kebumen|kendal|klaten|kudus|magelang|pati|
pekalongan|pemalang|purbalingga|purworejo|rembang|semarang|sragen|sukoharjo|tegal|temanggung|wonogiri|wonosobo|salatiga|surakarta|solo|
purwokerto|ungaran|slawi|cepu|ambarawa|purwodadi|
bantul|gunungkidul|gunung kidul|kulon progo|kulonprogo|sleman|yogyakarta|jogja|jogjakarta|yogya|wonosari|wates|
bangkalan|banyuwangi|blitar|bojonegoro|bondowoso|gresik|jember|jombang|kediri|lamongan|lumajang|madiun|magetan|malang|mojokerto|nganjuk|
ngawi|pacitan|pamekasan|pasuruan|ponorogo|probolinggo|sampang|sidoarjo|situbondo|sumenep|trenggalek|tuban|tulungagung|batu|surabaya|
kepanjen|pare|wlingi|caruban|kanigoro|bangil|kraksaan|
badung|bangli|buleleng|gianyar|jembrana|karangasem|klungkung|tabanan|denpasar|singaraja|ubud|kuta|amlapura|semarapura|nusa dua|mangupura|
bima|dompu|lombok barat|lombok tengah|lombok timur|lombok utara|sumbawa|sumbawa barat|mataram|praya|selong|
alor|belu|ende|flores timur|kupang|lembata|malaka|manggarai|manggarai barat|manggarai timur|nagekeo|ngada|rote ndao|sabu raijua|sikka|
sumba barat|sumba barat daya|sumba tengah|sumba timur|timor tengah selatan|timor tengah utara|labuan bajo|maumere|ruteng|larantuka|atambua|
bajawa|waingapu|kefamenanu|soe|lewoleba|waikabubak|
bengkayang|kapuas hulu|kayong utara|ketapang|kubu raya|landak|melawi|mempawah|sambas|sanggau|sekadau|sintang|pontianak|singkawang|putussibau|
barito selatan|barito timur|barito utara|gunung mas|kapuas|katingan|kotawaringin barat|kotawaringin timur|lamandau|murung raya|pulang pisau|
sukamara|seruyan|palangka raya|palangkaraya|sampit|pangkalan bun|kuala kapuas|muara teweh|
balangan|barito kuala|hulu sungai selatan|hulu sungai tengah|hulu sungai utara|kotabaru|tabalong|tanah bumbu|tanah laut|tapin|banjarbaru|
banjarmasin|amuntai|barabai|kandangan|rantau|pelaihari|batulicin|
berau|kutai barat|kutai kartanegara|kutai timur|mahakam ulu|paser|penajam paser utara|penajam|balikpapan|bontang|samarinda|tenggarong|sangatta|
bulungan|malinau|nunukan|tana tidung|tarakan|tanjung selor|sendawar|nusantara|sepaku|ikn|
bolaang mongondow|minahasa|minahasa selatan|minahasa tenggara|minahasa utara|kepulauan sangihe|sangihe|sitaro|talaud|bitung|kotamobagu|
manado|tomohon|tondano|boalemo|bone bolango|gorontalo utara|pohuwato|limboto|
banggai|banggai kepulauan|banggai laut|buol|donggala|morowali|morowali utara|parigi moutong|poso|sigi|tojo una-una|tolitoli|palu|luwuk|
majene|mamasa|mamuju|mamuju tengah|pasangkayu|polewali mandar|polman|polewali|
bantaeng|barru|bone|bulukumba|enrekang|gowa|jeneponto|kepulauan selayar|selayar|luwu|luwu timur|luwu utara|maros|pangkep|pinrang|sidrap|sinjai|
soppeng|takalar|tana toraja|toraja|toraja utara|wajo|makassar|palopo|parepare|pare-pare|sungguminasa|watampone|sengkang|rantepao|masamba|
bombana|buton|buton selatan|buton tengah|buton utara|kolaka|kolaka timur|kolaka utara|konawe|konawe kepulauan|konawe selatan|konawe utara|muna|
muna barat|wakatobi|baubau|kendari|raha|unaaha|
buru|buru selatan|kepulauan aru|kepulauan tanimbar|maluku barat daya|maluku tengah|maluku tenggara|seram bagian barat|seram bagian timur|ambon|
tual|masohi|saumlaki|namlea|dobo|halmahera barat|halmahera selatan|halmahera tengah|halmahera timur|halmahera utara|kepulauan sula|
pulau morotai|pulau taliabu|ternate|tidore|tidore kepulauan|tobelo|sofifi|weda|labuha|
asmat|biak numfor|biak|boven digoel|deiyai|dogiyai|intan jaya|jayapura|jayawijaya|keerom|kepulauan yapen|lanny jaya|mappi|merauke|mimika|
nabire|nduga|paniai|pegunungan bintang|puncak|puncak jaya|sarmi|supiori|tolikara|waropen|yahukimo|yalimo|timika|wamena|sentani|serui|oksibil|
fakfak|kaimana|manokwari|manokwari selatan|maybrat|pegunungan arfak|raja ampat|sorong|sorong selatan|tambrauw|teluk bintuni|teluk wondama|bintuni|
singapura|kuala lumpur|bangkok|manila|hanoi|dili|beijing|tokyo|seoul|new delhi|mekkah|makkah|madinah|riyadh|jeddah|kairo|gaza|yerusalem|tel aviv|
teheran|istanbul|ankara|moskow|kiev|kyiv|london|paris|berlin|jenewa|brussel|den haag|roma|madrid|washington|new york|canberra|sydney|melbourne|
amerika serikat|arab saudi|korea selatan|korea utara|timor leste|papua nugini|hong kong|united states|united kingdom|new zealand|south africa
"""
#: What stands before a place's name and belongs to it.
_KINDS: Final = ("kabupaten ", "kab. ", "kab ", "kota ", "provinsi ", "kecamatan ")


@cache
def _names() -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in f"{_PROVINCES}|{_SEATS}".split("|"))


def is_known(place: str) -> bool:
    """Tell whether a place is one of the list, whatever its case and with "Kabupaten", "Kota" or "Kab." before it.

    >>> is_known("TULUNGAGUNG"), is_known("Kota Blitar"), is_known("Suara Desa")
    (True, True, False)
    """
    name = " ".join(place.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).strip(" .,")
    for kind in _KINDS:
        if name.startswith(kind):
            name = name.removeprefix(kind)
            break
    # "Blitar Raya" is the city and the land around it.
    return name in _names() or name.removesuffix(" raya") in _names()
