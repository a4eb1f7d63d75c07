namespace Syndication.Feeds.Rendering;

/// <summary>The words of each language.</summary>
internal static class Wordings
{
    public static Wording English { get; } = new()
    {
        Language = "en",
        LanguageName = "English",
        Colon = ": ",
        FeedDescription = "Press releases",
        Filters = new Dictionary<string, string>
        {
            ["topic"] = "topic",
            ["country"] = "country",
            ["office"] = "office",
            ["org"] = "organisation",
            ["source"] = "source",
            ["original"] = "original texts",
            ["human"] = "without machine translations",
            ["machine"] = "machine translations",
        },
        MachineTranslation = "Machine translation, unofficial",
        StaleTranslation = "The original has changed since this translation was made",
        OriginalText = "original text",
        About = "About",
        Contacts = "Contacts",
        Extension = "ext.",
        Correction = "Correction",
        Rewrite = "New version",
        Reinstatement = "Reinstated",
        Withdrawn = "Withdrawn",
        Killed = "Release killed: do not use",
        Replaced = "Replaced",
        WithdrawnNotice = "This release was withdrawn on {0}. Please do not rely on it.",
        KilledNotice = "This release was killed on {0}. Please delete it and do not use it in any form.",
        ReplacedNotice = "This release was replaced by another on {0}.",
        ReplacedBy = "Read the release that replaces it",
        Untitled = "Press release",
        Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        DateFormat = "{0} {1} {2}",
    };

    public static Wording French { get; } = new()
    {
        Language = "fr",
        LanguageName = "français",
        Colon = "\u00A0: ",
        FeedDescription = "Communiqués de presse",
        Filters = new Dictionary<string, string>
        {
            ["topic"] = "thème",
            ["country"] = "pays",
            ["office"] = "bureau",
            ["org"] = "organisation",
            ["source"] = "source",
            ["original"] = "textes originaux",
            ["human"] = "sans traductions automatiques",
            ["machine"] = "traductions automatiques",
        },
        MachineTranslation = "Traduction automatique, non officielle",
        StaleTranslation = "L’original a changé depuis cette traduction",
        OriginalText = "texte original",
        About = "À propos",
        Contacts = "Contacts",
        Extension = "poste",
        Correction = "Rectificatif",
        Rewrite = "Nouvelle version",
        Reinstatement = "Rétabli",
        Withdrawn = "Retiré",
        Killed = "Communiqué annulé\u00A0: ne pas utiliser",
        Replaced = "Remplacé",
        WithdrawnNotice = "Ce communiqué a été retiré le {0}. Merci de ne plus vous y fier.",
        KilledNotice = "Ce communiqué a été annulé le {0}. Merci de le supprimer et de ne l’utiliser sous aucune forme.",
        ReplacedNotice = "Ce communiqué a été remplacé par un autre le {0}.",
        ReplacedBy = "Lire le communiqué qui le remplace",
        Untitled = "Communiqué de presse",
        Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        DateFormat = "{0} {1} {2}",
    };

    public static Wording Spanish { get; } = new()
    {
        Language = "es",
        LanguageName = "español",
        Colon = ": ",
        FeedDescription = "Comunicados de prensa",
        Filters = new Dictionary<string, string>
        {
            ["topic"] = "tema",
            ["country"] = "país",
            ["office"] = "oficina",
            ["org"] = "organización",
            ["source"] = "fuente",
            ["original"] = "textos originales",
            ["human"] = "sin traducciones automáticas",
            ["machine"] = "traducciones automáticas",
        },
        MachineTranslation = "Traducción automática, no oficial",
        StaleTranslation = "El original ha cambiado desde esta traducción",
        OriginalText = "texto original",
        About = "Acerca de",
        Contacts = "Contactos",
        Extension = "ext.",
        Correction = "Corrección",
        Rewrite = "Nueva versión",
        Reinstatement = "Restablecido",
        Withdrawn = "Retirado",
        Killed = "Comunicado anulado: no utilizar",
        Replaced = "Reemplazado",
        WithdrawnNotice = "Este comunicado fue retirado el {0}. Rogamos no basarse en él.",
        KilledNotice = "Este comunicado fue anulado el {0}. Rogamos eliminarlo y no utilizarlo en ninguna forma.",
        ReplacedNotice = "Este comunicado fue reemplazado por otro el {0}.",
        ReplacedBy = "Leer el comunicado que lo reemplaza",
        Untitled = "Comunicado de prensa",
        Months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
        DateFormat = "{0} de {1} de {2}",
    };
}
