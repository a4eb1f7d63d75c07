namespace Syndication.Digest.Composition.Words;

// U+202F before ; ! ? and U+00A0 before the colon and inside guillemets, as the Imprimerie nationale sets them.
internal static class French
{
    public static Wording Words { get; } = new()
    {
        Language = "fr",
        Colon = "\u00A0: ",
        Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        DateFormat = "{0}\u00A0{1} {2}",
        Digest = new DigestWords
        {
            New = "Nouveaux communiqués de presse",
            AndOneMore = "{0}, et 1\u00A0autre",
            AndMore = "{0}, et {1}\u00A0autres",
            OneLeftOut = "1\u00A0autre communiqué se trouve sur notre site.",
            LeftOut = "{0}\u00A0autres communiqués se trouvent sur notre site.",
            All = "Voir tous les communiqués de presse",
            DateUnknown = "Date inconnue",
            Machine = "Traduction automatique, non officielle",
            Stale = "L’original a changé depuis cette traduction",
            Original = "Lire le texte original",
            Untitled = "Communiqué de presse",
            Why = "Vous recevez ce message parce que vous êtes abonné aux communiqués de presse de {0}.",
            Change = "Modifier ou suspendre votre abonnement",
            Leave = "Se désabonner",
        },
        Change = new ChangeWords
        {
            Changes = "Changements dans ce que nous vous avons envoyé",
            Correction = "Rectificatif",
            CorrectionText = "Nous vous avons envoyé une version antérieure de ce communiqué. Il a été rectifié.",
            Rewrite = "Nouvelle version",
            RewriteText = "Nous vous avons envoyé une version antérieure de ce communiqué. Il en existe une nouvelle.",
            What = "Ce qui a changé",
            TranslationBehind = "La traduction que vous avez lue ne comporte pas encore ce changement\u202F; le texte original le comporte.",
            Withdrawn = "Retiré",
            WithdrawnText = "Nous vous avons envoyé ce communiqué. Le bureau l’a retiré le {0}\u00A0: merci de ne plus vous y fier.",
            Reason = "Motif indiqué",
            Killed = "Ne pas utiliser un communiqué que nous vous avons envoyé",
            KilledText = "Le bureau a annulé, le {0}, un communiqué que nous vous avons envoyé. Merci de le supprimer et de ne l’utiliser sous aucune forme.",
            KilledWhich = "Ce message répond à celui qui le contenait. Sa page était",
            Replaced = "Remplacé",
            ReplacedText = "Nous vous avons envoyé ce communiqué. Le {0}, le bureau l’a remplacé par un autre.",
            ReplacedBy = "Lire le communiqué qui le remplace",
            TranslationWithdrawn = "Traduction retirée",
            TranslationWithdrawnText = "Nous vous avons envoyé une traduction de ce communiqué qui a été retirée\u00A0: merci de ne plus vous y fier. Le texte original reste valable.",
            TranslationReinstated = "Traduction rétablie",
            TranslationReinstatedText = "Nous vous avons annoncé le retrait de la traduction de ce communiqué. Une traduction en est de nouveau disponible.",
            Reinstated = "Rétabli",
            ReinstatedText = "Nous vous avons annoncé le retrait de ce communiqué. Le bureau le maintient à nouveau.",
            Read = "Lire le communiqué dans son état actuel",
            Why = "Vous recevez ce message parce que nous vous avons envoyé une version antérieure de ce communiqué.",
            WhySent = "Vous recevez ce message parce que nous vous avons envoyé ce communiqué.",
        },
        Letter = new LetterWords
        {
            Confirm = "Merci de confirmer votre abonnement",
            ConfirmText = "Une demande nous est parvenue d’envoyer les communiqués de presse de {0} à cette adresse. Si elle vient de vous, merci de la confirmer\u00A0:",
            Known = "Vous êtes déjà abonné",
            KnownText = "Une demande nous est parvenue d’envoyer les communiqués de presse de {0} à cette adresse. Ils le sont déjà.",
            KnownChange = "Si elle vient de vous et que vous souhaitez les recevoir comme vous venez de l’indiquer, merci de le confirmer\u00A0:",
            Address = "Merci de confirmer votre nouvelle adresse",
            AddressText = "Une demande nous est parvenue d’envoyer désormais à cette adresse un abonnement aux communiqués de presse de {0}. Si elle vient de vous, merci de la confirmer\u00A0:",
            Button = "Confirmer",
            Valid = "Ce lien est valable {0}\u00A0jours.",
            NotYou = "Si elle ne vient pas de vous, ne faites rien\u00A0: rien ne changera.",
            Preferences = "Modifier, suspendre ou résilier votre abonnement",
        },
    };
}
