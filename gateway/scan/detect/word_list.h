#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "gateway/scan/detect/words.h"

namespace sluis::scan {

inline constexpr std::string_view given_names =
#include "gateway/scan/detect/given_names.inc"
    ;
inline constexpr std::string_view surnames =
#include "gateway/scan/detect/surnames.inc"
    ;

/// Folded words, separated by commas; a phrase has single spaces, also for a dash.
inline constexpr std::array<std::pair<Words, std::string_view>, 25> word_lists{{
    {word::identity,
     "rijksregisternummer,rijksregisternr,rrn,insz,niss,bisnummer,nationaal nummer,geboortedatum,geboorteplaats,"
     "domicilie,domicilieadres,officieel adres,identiteitskaart,identiteitskaartnummer,numero national,"
     "registre national,date de naissance,lieu de naissance,nationaliteit,burgerlijke staat"},
    {word::birth,
     "geboren op,geboren te,geboren,geboortedatum,geb,geb datum,geboortedat,geboortedag,gebdatum,ne le,nee le,"
     "date de naissance,date of birth,dob,born on,verjaardag"},
    {word::person,
     "client,cliente,clienten,clientnaam,naam client,jongere,jongeren,minderjarige,minderjarigen,kind,kinderen,"
     "zoon,dochter,zoontje,dochtertje,moeder van,vader van,ouders van,ouder van,mama van,papa van,broer van,"
     "zus van,broertje van,zusje van,grootmoeder van,oma van,opa van,pleegkind,pleegouders van,voogd van,pupil,"
     "naam jongere,naam minderjarige,naam kind,naam van het kind,naam van de jongere,betrokkene,leefgroepgenoot,"
     "mineur,mineure,le jeune,la jeune,enfant,mere de,pere de,patient,patiente,bewoner,bewoonster,leerling,"
     "betrokkenen,pleegzoon,pleegdochter,stiefzoon,stiefdochter,kleinzoon,kleindochter,meisje,jongen,tiener,puber,"
     "kleuter,peuter,baby,tante van,nonkel van,oom van,stiefvader van,stiefmoeder van,halfbroer van,halfzus van,"
     "partner van,de ouders van,grootouders van,grootvader van,pleegouder van,pleegmama van,pleegpapa van,"
     "pleegmoeder van,pleegvader van,gezin van,cliente van,dossier van,begeleiding van,leerlinge,le mineur,"
     "la mineure,l enfant,l eleve,maman de,papa de,parents de,frere de,soeur de,grand mere de,fils de,fille de,"
     "tuteur de,beneficiaire,de minderjarige,la maman de,le papa de"},
    {word::relative,
     "mama,papa,moeder,vader,stiefvader,stiefmoeder,pleegmama,pleegpapa,pleegmoeder,pleegvader,broer,zus,broertje,"
     "zusje,oma,opa,grootmoeder,grootvader,ouders,tante,nonkel,maman,mere,pere,voogd"},
    {word::health,
     "diagnose,diagnoses,diagnostisch,medicatie,medisch attest,ziekteattest,doktersattest,psychiater,"
     "psychiatrisch,psychiatrie,autisme,autismespectrumstoornis,ass,adhd,depressie,depressief,suicidaal,suicide,"
     "suicidepoging,suicidegedachten,zelfmoord,zelfmoordpoging,zelfmoordgedachten,zelfverwonding,zelfverwondend,"
     "automutilatie,automutileren,snijden,eetstoornis,anorexia,boulimie,verslaving,verslaafd,hechtingsstoornis,"
     "hechtingsproblematiek,gedragsstoornis,gedragsproblemen,persoonlijkheidsstoornis,borderline,psychose,"
     "psychotisch,verstandelijke beperking,mentale beperking,iq test,iq,intelligentieonderzoek,rilatine,concerta,"
     "risperdal,antidepressiva,antipsychotica,crisisopname,opgenomen,opname in,opname op,opname van,opname bij,"
     "therapie,trauma,traumatisch,ptss,zwanger,zwangerschap,abortus,handicap,epilepsie,diabetes,astma,hiv,covid,"
     "ziekenhuisopname,verwardheid,angststoornis,paniekaanval,diagnostic,medicaments,hospitalise,hospitalisee,"
     "depression,handicape,enceinte,zelfdoding,zelfdodingspoging,suicidale gedachten,suicidale,suicidaliteit,"
     "zelfbeschadiging,zelfverminking,automutileert,automutileerde,autistisch,autist,gedragsproblematiek,"
     "psychische problemen,psychisch kwetsbaar,psychologisch onderzoek,psychiatrische opname,"
     "psychiatrisch ziekenhuis,kinderpsychiatrie,gedwongen opname,collocatie,gecolloqueerd,overdosis,"
     "alcoholmisbruik,alcoholverslaving,drugsverslaving,middelengebruik,middelenmisbruik,gameverslaving,"
     "leerstoornis,taalstoornis,ontwikkelingsstoornis,ontwikkelingsachterstand,verstandelijk beperkt,kanker,"
     "hersenletsel,insuline,ritaline,methylfenidaat,dexamfetamine,abilify,aripiprazol,seroquel,sertraline,"
     "fluoxetine,diazepam,medicijnen,antidepressivum,antipsychoticum,eetprobleem,eetproblemen,hallucinaties,"
     "waanbeelden,psychotische,depressieve,angstig,angsten,paniekaanvallen,nachtmerries,bedplassen,overleden,"
     "miskraam,soa,troubles du comportement,automutilation,suicidaire,tentative de suicide,psychiatre,"
     "psychiatrique,autiste,medication,traitement,grossesse,toxicomanie,alcoolisme"},
    {word::justice,
     "jeugdrechter,jeugdrechtbank,jeugdparket,parket,vonnis,vordering,beschikking,mof,"
     "als misdrijf omschreven feit,als misdrijf omschreven feiten,jeugddelict,delict,diefstal,proces verbaal,"
     "veroordeling,veroordeeld,gesloten opvang,gesloten instelling,gemeenschapsinstelling,verontrusting,"
     "verontrustende situatie,vos,maatschappelijke noodzaak,m document,a document,gevangenis,drugs,druggebruik,"
     "drugsgebruik,cannabis,cocaine,wegloopgedrag,weggelopen,liep weg,liepen weg,liep gisteren weg,"
     "liepen samen weg,fugue,gearresteerd,opgepakt,aangehouden,aanhouding,slagen en verwondingen,verkrachting,"
     "aangerand,aanranding,zedenfeiten,vandalisme,inbraak,steekpartij,agressie,agressief,geslagen,bedreigd,"
     "bedreiging,juge de la jeunesse,tribunal de la jeunesse,parquet,condamne,condamnee,delit,fugues,"
     "vol avec violence,strafblad,gevangenisstraf,strafonderzoek,gedagvaard,dagvaarding,verhoord,gesepondeerd,"
     "seponering,ontvlucht,ontvluchting,wegloper,loopt weg,liep opnieuw weg,is weggelopen,wegloopt,wegliep,"
     "spijbelt,spijbelen,dealen,dealt,drugsbezit,wapenbezit,gestolen,vechtpartij,gevochten,stalking,"
     "brandstichting,afpersing,heling,jeugdadvocaat,jeugdrechters,procureur,voorgeleid,in bewaring,gesloten groep,"
     "vrijheidsberoving,en fugue,a fugue,coups et blessures,agression,agresse,menaces,ipj,"
     "sajj,fait qualifie infraction,casier judiciaire"},
    {word::soft,
     "opname van,opname in,opname op,opname bij,therapie,trauma,medicatie,handicap,agressie,agressief,parket,"
     "beschikking,plaatsing,gescheiden,vordering,drugs,covid,diefstal,inbraak,bedreiging,delict,ziekteattest,"
     "doktersattest,medisch attest,snijden,iq,diagnostic,echtscheiding,voogdij,leefloon,vos,ass,vonnis,aanhouding,"
     "opgepakt,vandalisme,pleegouders,pleegouder,pleegzorger,pleegzorgers,pleeggezin,gemeenschapsinstelling,"
     "jeugdrechtbank,jeugdparket,m document,a document,placement,parquet,diagnostisch,psychiatrie,opgenomen,"
     "thuissituatie,gezinssituatie,geplaatst,diabetes,verontrusting,proces verbaal,gesloten opvang,"
     "schuldbemiddeling,budgetbegeleiding,drugsgebruik,jeugddelict,verslaving,kindermishandeling,jeugdrechter,"
     "astma,hechtingsproblematiek,angstig,angsten,nachtmerries,overleden,medicijnen,autist,"
     "gestolen,gevochten,spijbelen,spijbelt,procureur,heling,dealen,traitement,medication,divorce,"
     "alimentatie,onderhoudsgeld,in pleegzorg,opvoedingssituatie,opvoedingsproblemen,kinderpsychiatrie,"
     "psychiatrisch ziekenhuis,kanker,gesloten groep,agression,menaces,jeugdadvocaat,jeugdrechters,"
     "middelengebruik,grensoverschrijdend gedrag,intrafamiliaal,kindermisbruik,dakloos,uithuiszetting,psychiatre,"
     "psychiatrique,ontwikkelingsstoornis,leerstoornis,taalstoornis,drugsbezit,vechtpartij,gedwongen opname,"
     "in bewaring,violences,incest"},
    {word::family,
     "mishandeling,mishandeld,kindermishandeling,misbruik,misbruikt,seksueel misbruik,verwaarlozing,verwaarloosd,"
     "partnergeweld,intrafamiliaal geweld,huiselijk geweld,plaatsing,geplaatst,uithuisplaatsing,uithuisgeplaatst,"
     "pleegouder,pleegouders,pleegmoeder,pleegvader,pleegzorger,pleegzorgers,pleeggezin,gezinssituatie,"
     "thuissituatie,thuiscontext,echtscheiding,vechtscheiding,gescheiden,bezoekregeling,bezoekrecht,"
     "omgangsregeling,verblijfsregeling,ouderlijk gezag,voogdij,schuldbemiddeling,budgetbegeleiding,leefloon,"
     "collectieve schuldenregeling,maltraitance,maltraite,maltraitee,negligence,abus,abus sexuel,"
     "famille d accueil,placement,violence conjugale,autorite parentale,mishandelt,mishandelde,mishandelingen,"
     "misbruikte,verwaarloosde,verwaarloost,kindermisbruik,incest,grensoverschrijdend gedrag,intrafamiliaal,"
     "thuisplaatsing,crisisplaatsing,netwerkplaatsing,pleegplaatsing,in pleegzorg,geadopteerd,ouderverstoting,"
     "onderhoudsgeld,alimentatie,contactverbod,huisverbod,dakloos,uithuiszetting,voogd aangesteld,"
     "ontzet uit het gezag,opvoedingssituatie,opvoedingsproblemen,opvoedingsonmacht,gezinsproblemen,"
     "thuis weggegaan,slaat haar,slaat hem,violences,violences intrafamiliales,negligee,maltraitances,"
     "placement en famille d accueil,garde alternee,divorce"},
    {word::document,
     "handelingsplan,groeiplan,evolutieverslag,intakeverslag,crisisverslag,indicatiestellingsverslag,"
     "observatieverslag,diagnostisch verslag,maatschappelijk onderzoek,zorgplan,begeleidingsplan,behandelplan,"
     "hulpverleningsplan,contextverslag,eindverslag,voortgangsverslag,situatieschets,tijdslijn,"
     "verontrustingsverslag,incidentverslag,anamnese,gezinsplan,ondersteuningsplan,consultverslag,bilan,"
     "plan d accompagnement,rapport d evolution,aanmeldingsverslag,aanmeldingsformulier,bijzondere kosten,"
     "melding ernstige gebeurtenis,melding ernstige gebeurtenissen,zakgeld,groeipakket,begeleidingsverslag,"
     "voortgangsrapport,eindrapport jongere,perspectiefplan,crisisplan,signaleringsplan,gezinsverslag,"
     "psychodiagnostisch verslag,aanmeldingsdossier,observatierapport,zorgdossier,medisch dossier,clientdossier,"
     "clientfiche,intakeformulier,handelingsplanning,handelingsplannen,opvolgingsplan,transitieplan,"
     "hulpverleningsprogramma,doorverwijsverslag,verwijsbrief,afsluitverslag,startverslag,trajectplan,"
     "plan de traitement,rapport social,rapport d observation,projet educatif individualise"},
    {word::staff,
     "listing personeel,lijst personeel,personeelslijst,personeelsleden,ancienniteit,ancienniteitslijst,loonfiche,"
     "loonfiches,loonbrief,arbeidsovereenkomst,personeelsdossier,stamnummer,datum in dienst,datum indiensttreding,"
     "in dienst sinds,functioneringsgesprek,evaluatiegesprek,ontslagbrief,ontslag,loonbeslag,brutoloon,nettoloon,"
     "barema,ziekteverlof,arbeidsongeschikt,arbeidsongeschiktheid,arbeidsongeval,fiche de paie,contrat de travail,"
     "liste du personnel,prestatiestaat,loonlijst,personeelsnummer,loonstrook,loonbriefje,arbeidscontract,"
     "personeelsfiche,functioneringsverslag,evaluatieverslag,ziekmelding,afwezigheidsattest,langdurig ziek,"
     "medische overmacht,bevallingsrust,zwangerschapsverlof,disciplinair,verwittigingsbrief,brutowedde,"
     "weddeschaal,werkonbekwaam,werkonbekwaamheid,ontslagen,fiche de salaire,incapacite de travail,licenciement,"
     "licencie,licenciee,conge de maladie"},
    {word::involved,
     "begeleider,begeleidster,opvoeder,opvoedster,personeelslid,medewerker,medewerkster,collega,stagiair,stagiaire,"
     "nachtbegeleider,leefgroepbegeleider,educateur,educatrice"},
    {word::context,
     "dossier,dossiernummer,verslag,leefgroep,consulent,consulente,begeleiding,school,klas,clb,ocj,sdj,crisis,"
     "intake,thuis,gesprek,incident,melding,voorval,kamer,bezoek,weekend"},
    {word::negative,
     "sjabloon,blanco,template,jaarverslag,uitnodiging,menu,nieuwsbrief,voorbeeld,voorbeelddocument,modelformulier,"
     "invulformulier,persbericht,vacature,vacatures,brochure,jobaanbieding,folder,newsletter,modeldocument"},
    {word::topic,
     "vorming,vormingen,opleiding,opleidingen,studiedag,studiedagen,workshop,workshops,lezing,congres,infosessie,"
     "webinar,intervisie,boek,auteur,spreker,sprekers,gastspreker,onderzoek naar,onderzoeker,beleid,beleidsplan,"
     "decreet,wetgeving,procedure,richtlijn,draaiboek,werkgroep,projectgroep,seminarie,inschrijven,cursus,"
     "nieuwsbrief,vacature,solliciteren,sollicitatie,expertise,expert,themadag,symposium,publicatie,podcast,artikel,"
     "campagne,actieplan,visietekst,samenwerking,formation,colloque,orateur"},
    {word::greeting,
     "beste,dag,hallo,hoi,hey,goedemorgen,goeiemorgen,goedemiddag,goedenavond,geachte,liefste,dear,hi,"
     "hello,bonjour,cher,chere,chers,bonsoir,allen"},
    {word::closing,
     "groeten,groetjes,vriendelijke groeten,vriendelijke groet,groet,mvg,met vriendelijke groeten,"
     "met vriendelijke groet,hoogachtend,beste groeten,warme groet,warme groeten,hartelijke groeten,hartelijke groet,"
     "alvast bedankt,alvast dank,met dank,gr,vr gr,vrgr,kind regards,best regards,regards,cordialement,"
     "bien a vous,bien cordialement,sincerement,salutations,sincerely,tot binnenkort,tot dan"},
    {word::title, "mevrouw,mevr,mw,meneer,mijnheer,dhr,heer,madame,mme,monsieur,mr"},
    {word::household, "familie,fam,gezin,famille,broers,zussen,kinderen,broertjes,zusjes,mevrouw,meneer"},
    {word::role,
     "directeur,directrice,coordinator,coordinatrice,consulent,consulente,arts,dokter,dr,prof,professor,huisarts,"
     "psycholoog,psychologe,advocaat,advocate,notaris,burgemeester,schepen,minister,voorzitter,voorzitster,secretaris,"
     "penningmeester,bestuurder,bestuurslid,zaakvoerder,manager,leerkracht,zorgcoordinator,preventieadviseur,"
     "boekhouder,"
     "boekhoudster,accountmanager,hr,onthaal,receptie,verantwoordelijke,teamverantwoordelijke,teamcoach,teamleider,"
     "hoofdbegeleider,stafmedewerker,projectmedewerker,beleidsmedewerker,administratief,administratie,"
     "maatschappelijk werker,maatschappelijk assistent,orthopedagoog,pedagoog,contextbegeleider,gezinsbegeleider,"
     "helpdesk,technieker,architect,ingenieur,adviseur,adviseuse,afgevaardigde,inspecteur,wijkagent,kinderpsychiater,"
     "logopedist,kinesist,sociaal werker,teamlid,functionaris,dpo,ceo,diensthoofd,afdelingshoofd,docent,vormingswerker,"
     "trainer,coach,journalist,redacteur,fotograaf,auteur,avocat,directeur general,responsable,coordinateur"},
    {word::contact,
     "aanwezig,aanwezigen,verontschuldigd,verontschuldigden,afwezig,verslaggever,verslag door,verslaggeving,voorzitter,"
     "contactpersoon,contactpersonen,contact,contacteer,deelnemers,deelnemer,opgesteld door,opgemaakt door,organisator,"
     "spreker,sprekers,inlichtingen,t a v,tav,ter attentie van,attn,namens,auteur,ondertekend door,getekend,"
     "ondergetekende,gemaakt door,ingediend door,goedgekeurd door,moderator,gastspreker,uw contact,uw adviseur,"
     "besteller,besteld door,aanvrager,bestemmeling,geadresseerde,presents,excuses,personne de contact,verslag,"
     "verantwoordelijke uitgever,redactie,foto,notulist,genodigden,in cc,cc,bereikbaar,telefonisch,meer info,"
     "personeelsdienst,planning,permanentie,van wacht,verlof,jarig,jarigen,welkom,proficiat,nieuwe collega"},
    {word::organisation,
     "vzw,asbl,nv,bv,bvba,cvba,cv,vof,sa,sprl,srl,school,basisschool,centrum,ziekenhuis,gemeente,gemeentehuis,"
     "stadhuis,stad,ocmw,clb,caw,ckg,cgg,vaph,ocj,bank,garage,bakkerij,drukkerij,firma,winkel,hotel,restaurant,"
     "instituut,college,atheneum,universiteit,hogeschool,dienst,kantoor,maatschappelijke zetel,zetel,campus,"
     "hoofdzetel,btw,btw be,ondernemingsnummer,kbo,rpr,leverancier,leveringsadres,leveradres,facturatieadres,"
     "factuuradres,magazijn,showroom,locatie,zaal,bibliotheek,sporthal,cultureel centrum,zorgcentrum,voorziening,"
     "organisatie,bedrijf,agentschap,parochie,museum,apotheek,postpunt,afhaalpunt,station,politie,politiezone,"
     "rechtbank,ministerie,commune,ecole,hopital,societe,vormingscentrum,dienstencentrum,woonzorgcentrum,afdeling"},
    {word::telephone, "tel,telefoon,telefoonnummer,gsm,gsm nummer,mobiel,telephone,phone,mobile,bel,nummer,fax"},
    {word::holder,
     "rekeninghouder,op naam van,titularis,begunstigde,t n v,tnv,houder,titulaire,rekeningnummer van,rekening van"},
    {word::residence,
     "woont,woonachtig,wonende,wonend,gedomicilieerd,domicilie,domicilieadres,thuisadres,woonplaats,verblijft,adres,"
     "officieel adres,domicilie te,woonadres,habite,domicilie a,adresse,verblijfsadres"},
    {word::act,
     "sloeg,slaat,schopte,schopt,beet,bijt,duwde,duwt,stak,krabde,bedreigde,bedreigt,bespuwde,wurgde,mishandelde,"
     "misbruikte,"
     "bestal,pestte,pest,viel aan,heeft geslagen,frappe,a frappe,menace,a agresse"},
}};

}  // namespace sluis::scan
