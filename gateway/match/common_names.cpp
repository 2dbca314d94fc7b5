#include <algorithm>
#include <string_view>
#include <vector>

#include "gateway/match/values.h"

namespace sluis::match {
namespace {

// What many in Belgium are called: given names of the last decades, and the surnames that thousands bear.
constexpr std::string_view given_names =
    "adam,ahmed,ali,amber,amelie,amina,an,andre,anna,anne,annelies,anouk,arne,arthur,bart,ben,benjamin,bert,bram,britt,"
    "camille,caroline,charlotte,chris,christine,christophe,daan,daniel,david,dirk,dries,elena,elias,elise,ella,ellen,"
    "els,emily,emma,eric,erik,eva,evelien,evi,fatima,femke,fien,filip,finn,frank,frederik,geert,gert,greet,griet,guy,"
    "hanne,hannah,hannes,hans,heidi,hilde,hugo,ilse,ine,inge,ingrid,jan,jana,jasper,jef,jelle,jens,jeroen,joachim,"
    "johan,"
    "jolien,jonas,joost,joris,jozef,jules,julia,julie,karel,karen,karin,karim,katleen,kato,katrien,kevin,kim,klaas,"
    "koen,"
    "kris,kristof,lander,lara,lars,laura,lauren,leen,leon,liam,lien,lies,liesbeth,lieve,lina,lisa,lise,lore,lotte,"
    "louis,"
    "louise,luc,lucas,luna,maarten,manon,marc,maria,marie,marieke,marijke,mark,marleen,martine,mathias,matteo,maxim,"
    "maya,michael,michel,mieke,mila,milan,mohamed,mohammed,myriam,nadia,nathalie,nele,nicolas,nicole,nina,noa,noah,"
    "noor,"
    "nora,olivia,omar,patricia,patrick,paul,peter,petra,philippe,pieter,rachid,rik,rita,robbe,robin,ruben,rudy,sam,"
    "sander,sandra,sara,sarah,senne,seppe,simon,sofia,sofie,stefaan,stefan,steven,stijn,sven,tess,thomas,tim,tine,tom,"
    "veerle,victor,viktor,walter,wim,wout,wouter,yasmine,youssef";

constexpr std::string_view surnames =
    "aerts,baert,bauwens,beckers,benali,bogaert,bogaerts,boonen,bosmans,braem,callens,carlier,christiaens,claes,"
    "claessens,claeys,clement,cools,coppens,cornelis,cuypers,debacker,deboeck,declerck,declercq,decock,deconinck,"
    "decoster,degroote,dejong,dejonghe,deman,demeester,demeyer,demey,demoor,depauw,deprez,deridder,deschepper,desmedt,"
    "desmet,devos,dewilde,dewit,dewitte,diallo,dubois,dumont,dupont,evrard,fontaine,francois,franssen,geerts,goethals,"
    "goossens,gerard,hendrickx,henry,hermans,heylen,jacobs,janssen,janssens,lambert,lambrecht,lauwers,laurent,leclercq,"
    "lefebvre,lemmens,lenaerts,leroy,luyten,maes,martens,martin,mathieu,mertens,michiels,moens,moreau,nguyen,"
    "pauwels,peeters,petit,pieters,renard,roels,saidi,segers,simon,simons,smets,smet,stevens,thijs,thomas,thys,"
    "timmermans,vanacker,vandamme,vandaele,vandenbergh,vandenberghe,vandenbossche,vandenbroeck,vandevelde,"
    "vandevoorde,vandewalle,vandyck,vanhove,vanhoof,vanhoutte,vandenbroecke,vermeersch,vermeiren,vermeulen,verbeke,"
    "verbruggen,verhaegen,verhaeghe,verhelst,verhoeven,verlinden,verschueren,verstraete,verstraeten,wauters,willems,"
    "wouters,yilmaz,elamrani,pham";

std::vector<std::string_view> sorted(std::string_view list) {
    std::vector<std::string_view> names;
    for (std::size_t begin = 0; begin <= list.size();) {
        const auto comma = std::min(list.find(',', begin), list.size());
        names.push_back(list.substr(begin, comma - begin));
        begin = comma + 1;
    }
    std::sort(names.begin(), names.end());
    return names;
}

bool has(const std::vector<std::string_view>& names, std::string_view name) {
    return std::binary_search(names.begin(), names.end(), name);
}

}  // namespace

bool is_common_name(std::string_view name) {
    static const auto given = sorted(given_names);
    static const auto family = sorted(surnames);
    const auto blank = name.find(' ');
    if (blank == name.npos) return false;
    const auto first = name.substr(0, blank);
    const auto second = name.substr(blank + 1);
    return (has(given, first) && has(family, second)) || (has(given, second) && has(family, first));
}

}  // namespace sluis::match
