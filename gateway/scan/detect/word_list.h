#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "gateway/scan/detect/words.h"

namespace sluis::scan {

/// Folded words, separated by commas; a phrase has single spaces.
inline constexpr std::array<std::pair<Word, std::string_view>, 11> word_lists{{
    {Word::identity,
     "rijksregisternummer,rijksregisternr,rrn,insz,niss,bisnummer,nationaal nummer,geboortedatum,geboorteplaats,"
     "domicilie,domicilieadres,officieel adres,identiteitskaart,identiteitskaartnummer"},
    {Word::birth,
     "geboren op,geboren te,geboren,geboortedatum,geb,geboortedat,ne le,nee le,date de naissance,date of birth"},
    {Word::person,
     "client,clienten,clientnaam,naam client,jongere,minderjarige,kind,zoon,dochter,moeder van,vader van,ouders van,"
     "mama van,papa van,broer van,zus van,pleegkind,pupil,naam jongere,naam minderjarige"},
    {Word::health,
     "diagnose,diagnoses,diagnostisch,medicatie,medisch attest,ziekteattest,doktersattest,attest,psychiater,"
     "psychiatrisch,psychiatrie,autisme,autismespectrumstoornis,adhd,depressie,suicidaal,suicide,zelfmoordpoging,"
     "zelfverwonding,automutilatie,eetstoornis,verslaving,verslaafd,hechtingsstoornis,gedragsstoornis,"
     "persoonlijkheidsstoornis,verstandelijke beperking,iq test,intelligentieonderzoek,rilatine,antidepressiva,"
     "antipsychotica,opname,therapie,trauma,ptss,zwanger,abortus,handicap"},
    {Word::justice,
     "jeugdrechter,jeugdrechtbank,jeugdparket,parket,vonnis,vordering,beschikking,mof,als misdrijf omschreven feit,"
     "jeugddelict,delict,diefstal,proces verbaal,veroordeling,veroordeeld,gesloten opvang,gemeenschapsinstelling,"
     "verontrusting,vos,maatschappelijke noodzaak,m document,a document,gevangenis,drugs,druggebruik,wegloopgedrag"},
    {Word::family,
     "mishandeling,kindermishandeling,misbruik,seksueel misbruik,verwaarlozing,partnergeweld,intrafamiliaal geweld,"
     "huiselijk geweld,plaatsing,uithuisplaatsing,pleegouder,pleegouders,pleegmoeder,pleegvader,pleegzorger,pleeggezin,"
     "gezinssituatie,thuissituatie,echtscheiding,bezoekregeling,verblijfsregeling,ouderlijk gezag,voogdij,voogd,"
     "handelingsplan,groeiplan,evolutieverslag,intakeverslag,crisisverslag,indicatiestellingsverslag,schuldbemiddeling,"
     "budgetbegeleiding,leefloon"},
    {Word::staff,
     "listing personeel,lijst personeel,personeelslijst,personeelsleden,ancienniteit,ancienniteitslijst,loonfiche,"
     "loonfiches,loonbrief,arbeidsovereenkomst,personeelsdossier,stamnummer,datum in dienst,datum indiensttreding,"
     "functioneringsgesprek,ontslagbrief"},
    {Word::context,
     "dossier,dossiernummer,verslag,plan,leefgroep,consulent,consulente,begeleider,begeleidster,begeleiding,telefoon,"
     "iban,"
     "school,klas,adres"},
    {Word::negative,
     "sjabloon,blanco,template,jaarverslag,uitnodiging,menu,nieuwsbrief,voorbeeld,voorbeelddocument,modelformulier,"
     "invulformulier,persbericht,vacature,brochure"},
    {Word::given_name,
     "aaron,adam,ahmed,alexander,ali,alice,amber,amelie,amina,an,andre,andreas,ann,anna,anne,annelies,anouk,anton,arne,"
     "arno,arthur,astrid,axel,ayoub,bart,bea,ben,benjamin,bert,bilal,bjorn,bram,brecht,britt,bruno,camille,carine,"
     "caroline,"
     "catherine,celine,charlotte,chloe,chris,christine,christophe,clara,daan,daniel,david,davy,dennis,dirk,dries,dylan,"
     "eddy,ellen,els,elena,elias,elise,ella,emiel,emile,emily,emma,eric,erik,eva,evelien,evi,fatima,febe,femke,fien,"
     "filip,"
     "finn,fleur,floor,francis,frank,frederik,freya,geert,gert,gilles,greet,griet,guido,gunther,guy,hamza,hanne,hannah,"
     "hannes,hans,heidi,helena,hendrik,hilde,hugo,ibrahim,ilse,imane,imran,ine,inge,ingrid,jack,jan,jana,jasper,jef,"
     "jelle,jens,jeroen,jess,jill,jo,joachim,jochen,johan,jolien,jonas,joost,joris,jozef,jules,julia,julie,juliette,"
     "kaat,"
     "karel,karen,karin,karim,kasper,katleen,kato,katrien,kevin,khadija,kim,klaas,koen,kris,kristof,lander,lara,lars,"
     "laura,"
     "lauren,laurens,leen,lena,lennert,leon,lien,lies,liesbeth,lieve,lina,lisa,lise,liv,loes,lore,lotte,louis,louise,"
     "lowie,"
     "luc,luca,lucas,lukas,luna,maarten,manon,marc,margaux,maria,marie,marieke,marijke,mark,marleen,martine,mathias,"
     "mathis,matteo,maxim,maxime,maya,mehdi,merel,michael,michel,mieke,mila,milan,mohamed,mohammed,myriam,nadia,"
     "nathalie,"
     "nele,nicolas,nicole,nick,niels,nina,noa,noah,noor,nora,nour,olivia,omar,patricia,patrick,paul,peter,petra,"
     "philippe,"
     "pieter,quinten,rachid,rania,renaat,rik,rita,robbe,robin,roel,ruben,rudy,sam,samira,samuel,sander,sandra,sara,"
     "sarah,"
     "saskia,sebastiaan,senne,seppe,siebe,simon,sofia,sofie,sonja,staf,stan,stef,stefaan,stefan,steven,stijn,stien,"
     "sven,"
     "sylvie,tania,tess,thomas,tibo,tijl,tim,tine,tinne,tom,toon,tuur,veerle,victor,viktor,vince,walter,wannes,warre,"
     "wim,"
     "wout,wouter,xander,yana,yasmine,yassine,yves,youssef,zoe,zita"},
    {Word::greeting,
     "beste,dag,hallo,hoi,geachte,dear,bonjour,mevrouw,meneer,mijnheer,groeten,groetjes,vriendelijke groeten,"
     "vriendelijke groet,mvg,met vriendelijke groeten,hoogachtend"},
}};

}  // namespace sluis::scan
