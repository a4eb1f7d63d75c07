namespace Syndication.Digest.Composition.Words;

internal static class English
{
    public static Wording Words { get; } = new()
    {
        Language = "en",
        Colon = ": ",
        Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        DateFormat = "{0} {1} {2}",
        Digest = new DigestWords
        {
            New = "New press releases",
            AndOneMore = "{0}, and 1 more",
            AndMore = "{0}, and {1} more",
            OneLeftOut = "1 more release is on our site.",
            LeftOut = "{0} more releases are on our site.",
            All = "See all press releases",
            DateUnknown = "Date unknown",
            Machine = "Machine translation, unofficial",
            Stale = "The original has changed since this translation was made",
            Original = "Read the original",
            Untitled = "Press release",
            Why = "You receive this mail because you subscribed to the press releases of {0}.",
            Change = "Change or pause your subscription",
            Leave = "Unsubscribe",
        },
        Change = new ChangeWords
        {
            Changes = "Changes to what we sent you",
            Correction = "Correction",
            CorrectionText = "We sent you an earlier version of this release. It has been corrected.",
            Rewrite = "New version",
            RewriteText = "We sent you an earlier version of this release. There is a new one.",
            What = "What changed",
            TranslationBehind = "The translation that you read does not have this change yet; the original does.",
            Withdrawn = "Withdrawn",
            WithdrawnText = "We sent you this release. The office withdrew it on {0}: please do not rely on it.",
            Reason = "Reason given",
            Killed = "Do not use a release that we sent you",
            KilledText = "The office took back, on {0}, a release that we sent you. Please delete it, and do not use it in any form.",
            KilledWhich = "This mail is an answer to the one that it was in. Its page was",
            Replaced = "Replaced",
            ReplacedText = "We sent you this release. On {0} the office replaced it by another.",
            ReplacedBy = "Read the release that replaces it",
            TranslationWithdrawn = "Translation withdrawn",
            TranslationWithdrawnText = "We sent you a translation of this release that has been withdrawn: please do not rely on it. The original stands.",
            TranslationReinstated = "Translation reinstated",
            TranslationReinstatedText = "We told you that the translation of this release had been withdrawn. There is a translation of it again.",
            Reinstated = "Reinstated",
            ReinstatedText = "We told you that this release had been withdrawn. The office stands by it again.",
            Read = "Read the release as it is now",
            Why = "You receive this mail because we sent you an earlier version of this release.",
            WhySent = "You receive this mail because we sent you this release.",
        },
        Letter = new LetterWords
        {
            Confirm = "Please confirm your subscription",
            ConfirmText = "Somebody asked that the press releases of {0} be sent to this address. If that was you, please confirm it:",
            Known = "You are subscribed already",
            KnownText = "Somebody asked that the press releases of {0} be sent to this address. They are already.",
            KnownChange = "If that was you and you want to receive them as you have just asked, please confirm it:",
            Address = "Please confirm your new address",
            AddressText = "Somebody asked that a subscription to the press releases of {0} go to this address from now on. If that was you, please confirm it:",
            Button = "Confirm",
            Valid = "This link works for {0} days.",
            NotYou = "If it was not you, do nothing: nothing will change.",
            Preferences = "Change, pause or end your subscription",
        },
    };
}
