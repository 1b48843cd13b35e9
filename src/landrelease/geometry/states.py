"""States by their three-letter codes, with the names that the EPSG registry gives them in its areas of use."""

_NAMES = """
AFG Afghanistan|AGO Angola|ALB Albania|AND Andorra|ARE United Arab Emirates|ARG Argentina|ARM Armenia
ATG Antigua and Barbuda|AUS Australia|AUT Austria|AZE Azerbaijan|BDI Burundi|BEL Belgium|BEN Benin|BFA Burkina Faso
BGD Bangladesh|BGR Bulgaria|BHR Bahrain|BHS Bahamas|BIH Bosnia and Herzegovina|BLR Belarus|BLZ Belize|BOL Bolivia
BRA Brazil|BRB Barbados|BRN Brunei|BTN Bhutan|BWA Botswana|CAF Central African Republic|CAN Canada|CHE Switzerland
CHL Chile|CHN China|CIV Côte d'Ivoire|CMR Cameroon|COD Democratic Republic of the Congo|COG Congo|COL Colombia
COM Comoros|CPV Cape Verde|CRI Costa Rica|CUB Cuba|CYP Cyprus|CZE Czechia|DEU Germany|DJI Djibouti|DMA Dominica
DNK Denmark|DOM Dominican Republic|DZA Algeria|ECU Ecuador|EGY Egypt|ERI Eritrea|ESH Western Sahara|ESP Spain
EST Estonia|ETH Ethiopia|FIN Finland|FJI Fiji|FLK Falkland Islands (Malvinas)|FRA France
FSM Federated States of Micronesia|GAB Gabon|GBR United Kingdom|GEO Georgia|GHA Ghana|GIN Guinea|GMB Gambia
GNB Guinea-Bissau|GNQ Equatorial Guinea|GRC Greece|GRD Grenada|GTM Guatemala|GUY Guyana|HND Honduras|HRV Croatia
HTI Haiti|HUN Hungary|IDN Indonesia|IND India|IRL Ireland|IRN Iran|IRQ Iraq|ISL Iceland|ISR Israel|ITA Italy
JAM Jamaica|JOR Jordan|JPN Japan|KAZ Kazakhstan|KEN Kenya|KGZ Kyrgyzstan|KHM Cambodia|KIR Kiribati
KNA St Kitts and Nevis|KOR Republic of Korea|KWT Kuwait|LAO Laos|LBN Lebanon|LBR Liberia|LBY Libya|LCA St Lucia
LIE Liechtenstein|LKA Sri Lanka|LSO Lesotho|LTU Lithuania|LUX Luxembourg|LVA Latvia|MAR Morocco|MCO Monaco|MDA Moldova
MDG Madagascar|MDV Maldives|MEX Mexico|MHL Marshall Islands|MKD North Macedonia|MLI Mali|MLT Malta|MMR Myanmar
MNE Montenegro|MNG Mongolia|MOZ Mozambique|MRT Mauritania|MUS Mauritius|MWI Malawi|MYS Malaysia|NAM Namibia|NER Niger
NGA Nigeria|NIC Nicaragua|NLD Netherlands|NOR Norway|NPL Nepal|NRU Nauru|NZL New Zealand|OMN Oman|PAK Pakistan
PAN Panama|PER Peru|PHL Philippines|PLW Palau|PNG Papua New Guinea|POL Poland
PRK Democratic People's Republic of Korea|PRT Portugal|PRY Paraguay|PSE Palestine Territory|QAT Qatar|ROU Romania
RUS Russian Federation|RWA Rwanda|SAU Saudi Arabia|SDN Sudan|SEN Senegal|SGP Singapore|SLB Solomon Islands
SLE Sierra Leone|SLV El Salvador|SMR San Marino|SOM Somalia|SRB Serbia|SSD South Sudan|STP Sao Tome and Principe
SUR Suriname|SVK Slovakia|SVN Slovenia|SWE Sweden|SWZ Eswatini|SYC Seychelles|SYR Syria|TCD Chad|TGO Togo|THA Thailand
TJK Tajikistan|TKM Turkmenistan|TLS East Timor|TON Tonga|TTO Trinidad and Tobago|TUN Tunisia|TUR Türkiye|TUV Tuvalu
TWN Taiwan|TZA Tanzania|UGA Uganda|UKR Ukraine|URY Uruguay|USA United States|UZB Uzbekistan|VAT Vatican City State
VCT St Vincent and the Grenadines|VEN Venezuela|VNM Vietnam|VUT Vanuatu|WSM Samoa|XKX Kosovo|YEM Yemen
ZAF South Africa|ZMB Zambia|ZWE Zimbabwe
"""

STATES: dict[str, str] = {entry[:3]: entry[4:] for line in _NAMES.split("\n") for entry in line.split("|") if entry}
