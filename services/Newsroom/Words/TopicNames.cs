using System.Collections.Frozen;

namespace Syndication.Newsroom.Words;

/// <summary>What the topics of the taxonomy are called.</summary>
internal static class TopicNames
{
    private static readonly FrozenDictionary<string, (string French, string English, string Spanish)> Names =
        new Dictionary<string, (string, string, string)>
        {
            ["agriculture-and-food"] = ("Agriculture et alimentation", "Agriculture and food", "Agricultura y alimentación"),
            ["asylum"] = ("Asile", "Asylum", "Asilo"),
            ["biodiversity"] = ("Biodiversité", "Biodiversity", "Biodiversidad"),
            ["border-management"] = ("Gestion des frontières", "Border management", "Gestión de fronteras"),
            ["capacity-building"] = ("Renforcement des capacités", "Capacity building", "Fortalecimiento de capacidades"),
            ["children"] = ("Enfance", "Children", "Infancia"),
            ["climate-change"] = ("Changement climatique", "Climate change", "Cambio climático"),
            ["counter-terrorism"] = ("Lutte contre le terrorisme", "Counter-terrorism", "Lucha contra el terrorismo"),
            ["culture"] = ("Culture", "Culture", "Cultura"),
            ["data"] = ("Données", "Data", "Datos"),
            ["diaspora"] = ("Diasporas", "Diaspora", "Diáspora"),
            ["disaster-risk-reduction"] = ("Réduction des risques de catastrophe", "Disaster risk reduction", "Reducción del riesgo de desastres"),
            ["displacement"] = ("Déplacements de population", "Displacement", "Desplazamiento"),
            ["economy"] = ("Économie", "Economy", "Economía"),
            ["education"] = ("Éducation", "Education", "Educación"),
            ["elections"] = ("Élections", "Elections", "Elecciones"),
            ["energy"] = ("Énergie", "Energy", "Energía"),
            ["environment"] = ("Environnement", "Environment", "Medio ambiente"),
            ["fisheries-and-oceans"] = ("Pêche et océans", "Fisheries and oceans", "Pesca y océanos"),
            ["gender"] = ("Égalité des genres", "Gender", "Igualdad de género"),
            ["global-compact-for-migration"] = ("Pacte mondial sur les migrations", "Global Compact for Migration", "Pacto Mundial para la Migración"),
            ["health"] = ("Santé", "Health", "Salud"),
            ["human-rights"] = ("Droits humains", "Human rights", "Derechos humanos"),
            ["human-rights-of-migrants"] = ("Droits des migrants", "Human rights of migrants", "Derechos de los migrantes"),
            ["humanitarian-assistance"] = ("Aide humanitaire", "Humanitarian assistance", "Asistencia humanitaria"),
            ["identity-and-documents"] = ("Identité et documents", "Identity and documents", "Identidad y documentos"),
            ["innovation"] = ("Innovation", "Innovation", "Innovación"),
            ["integration"] = ("Intégration", "Integration", "Integración"),
            ["international-cooperation"] = ("Coopération internationale", "International cooperation", "Cooperación internacional"),
            ["irregular-migration"] = ("Migration irrégulière", "Irregular migration", "Migración irregular"),
            ["justice"] = ("Justice", "Justice", "Justicia"),
            ["labour-migration"] = ("Migration de main-d’œuvre", "Labour migration", "Migración laboral"),
            ["migration-and-development"] = ("Migration et développement", "Migration and development", "Migración y desarrollo"),
            ["migration-governance"] = ("Gouvernance des migrations", "Migration governance", "Gobernanza de la migración"),
            ["migration-policy"] = ("Politiques migratoires", "Migration policy", "Política migratoria"),
            ["organised-crime"] = ("Crime organisé", "Organised crime", "Crimen organizado"),
            ["partnerships"] = ("Partenariats", "Partnerships", "Alianzas"),
            ["peacebuilding"] = ("Consolidation de la paix", "Peacebuilding", "Consolidación de la paz"),
            ["refugees"] = ("Réfugiés", "Refugees", "Refugiados"),
            ["remittances"] = ("Envois de fonds", "Remittances", "Remesas"),
            ["resettlement"] = ("Réinstallation", "Resettlement", "Reasentamiento"),
            ["return-and-reintegration"] = ("Retour et réintégration", "Return and reintegration", "Retorno y reintegración"),
            ["smuggling-of-migrants"] = ("Trafic de migrants", "Smuggling of migrants", "Tráfico de migrantes"),
            ["sustainable-development"] = ("Développement durable", "Sustainable development", "Desarrollo sostenible"),
            ["trade"] = ("Commerce", "Trade", "Comercio"),
            ["trafficking-in-persons"] = ("Traite des personnes", "Trafficking in persons", "Trata de personas"),
            ["transport"] = ("Transports", "Transport", "Transporte"),
            ["visas-and-asylum"] = ("Visas et asile", "Visas and asylum", "Visados y asilo"),
            ["water-and-sanitation"] = ("Eau et assainissement", "Water and sanitation", "Agua y saneamiento"),
            ["youth"] = ("Jeunesse", "Youth", "Juventud"),
        }.ToFrozenDictionary();

    /// <summary>The slug in words where an office has topics of its own.</summary>
    public static string Of(string topic, string language) => Names.TryGetValue(topic, out var names)
        ? language switch
        {
            "fr" => names.French,
            "es" => names.Spanish,
            _ => names.English,
        }
        : InWords(topic);

    private static string InWords(string slug) => slug.Length == 0 ? "" : char.ToUpperInvariant(slug[0]) + slug[1..].Replace('-', ' ');
}
