#include "storage/register/columns.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gateway/match/fold.h"

namespace sluis::storage::lists {
namespace {

// Headings without case, accents, blanks and signs, each between commas.
constexpr std::array<std::pair<Column, std::string_view>, 9> headings{{
    {Column::national_number,
     ",rijksregisternummer,rijksregisternr,rijksregister,rrn,rrnr,insz,insznummer,inss,niss,ssin,bis,bisnummer,"
     "nationaalnummer,numeronational,numeroderegistrenational,registrenational,numeroniss,nationalnumber,"
     "nationalregisternumber,nationalregisternr,"},
    {Column::surname, ",naam,familienaam,achternaam,nom,nomdefamille,surname,lastname,familyname,"},
    {Column::given_name, ",voornaam,voornamen,roepnaam,prenom,prenoms,firstname,givenname,givennames,forename,"},
    {Column::full_name,
     ",volledigenaam,naamvoornaam,naamenvoornaam,voornaamnaam,voornaamennaam,client,clientnaam,jongere,medewerker,"
     "personeelslid,nomcomplet,nometprenom,nomprenom,fullname,name,"},
    {Column::birth_date,
     ",geboortedatum,geboren,geborenop,gebdatum,gebdat,geboortedat,datedenaissance,nele,naissance,dateofbirth,"
     "birthdate,"
     "birthday,dob,"},
    {Column::dossier,
     ",dossier,dossiernummer,dossiernr,dossierid,clientnummer,clientnr,clientid,stamnummer,stamnr,personeelsnummer,"
     "personeelsnr,numerodedossier,numerodossier,nodossier,filenumber,casenumber,clientnumber,staffnumber,"},
    {Column::email,
     ",email,emailadres,emailadressen,mail,mailadres,emailprive,emailwerk,courriel,adresseemail,adresseelectronique,"
     "emailaddress,"},
    {Column::phone,
     ",telefoon,telefoonnummer,telefoonnr,tel,telnr,gsm,gsmnummer,gsmnr,mobiel,mobielnummer,telephone,"
     "numerodetelephone,"
     "portable,phone,phonenumber,mobile,mobilephone,mobilenumber,"},
    {Column::ignored,
     ",adres,straat,straatennummer,nummer,huisnummer,nr,bus,postcode,gemeente,woonplaats,stad,land,adresse,rue,numero,"
     "boite,codepostal,commune,ville,pays,address,street,housenumber,box,zip,postalcode,zipcode,city,town,country,"
     "team,afdeling,leefgroep,functie,dienst,geslacht,sexe,sex,gender,nationaliteit,taal,langue,language,begindatum,"
     "einddatum,startdatum,opmerking,opmerkingen,"},
}};

}  // namespace

std::optional<Column> column_of(std::string_view heading) {
    std::string word;
    for (const char c : match::fold(heading).text) {
        if (match::is_word(c)) word.push_back(c);
    }
    if (word.empty()) return std::nullopt;
    const auto wanted = ',' + word + ',';
    const auto found = std::find_if(headings.begin(), headings.end(), [&](const auto& known) {
        return known.second.find(wanted) != std::string_view::npos;
    });
    return found == headings.end() ? std::nullopt : std::optional{found->first};
}

std::string_view to_string(Column column) {
    switch (column) {
        case Column::national_number:
            return "rijksregisternummer";
        case Column::surname:
            return "naam";
        case Column::given_name:
            return "voornaam";
        case Column::full_name:
            return "volledige naam";
        case Column::birth_date:
            return "geboortedatum";
        case Column::dossier:
            return "dossier";
        case Column::email:
            return "e-mail";
        case Column::phone:
            return "telefoon";
        case Column::ignored:
            break;
    }
    return "";
}

}  // namespace sluis::storage::lists
