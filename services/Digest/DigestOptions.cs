namespace Syndication.Digest;

/// <summary>How much is sent, how often it is tried, and how long what is known of people is kept.</summary>
internal sealed class DigestOptions
{
    public const string Section = "Digest";

    /// <summary>Mails a day that somebody with cadence "immediate" gets; what comes beyond that is gathered for the next morning.</summary>
    public int ImmediatePerDay { get; set; } = 10;

    /// <summary>Releases that a mail shows; it says how many more there are.</summary>
    public int ItemsPerMail { get; set; } = 40;

    /// <summary>
    /// How long a release that is not there yet in somebody's first language waits for its translation, where it would be sent
    /// at once in another.
    /// </summary>
    public TimeSpan LanguageGrace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>After the first failure; the pause doubles with each further one up to <see cref="LongestRetry"/> (RFC 5321, 4.5.4.1).</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(4);

    /// <summary>A mail that could not be delivered for so long is given up.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(4);

    /// <summary>How long a link that confirms something works; what was not confirmed by then is forgotten.</summary>
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the address of somebody who left is kept, so that what was sent can be accounted for.</summary>
    public TimeSpan KeepLeft { get; set; } = TimeSpan.FromDays(28);

    /// <summary>Mails that ask an address to confirm something, a day, however often the form is sent.</summary>
    public int LettersPerAddress { get; set; } = 3;

    /// <summary>Offered for the wished hour where nobody says otherwise; an IANA time zone.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>A folder that a mail server drops bounces and complaints into, one message a file; they are removed once read.</summary>
    public string? BounceFolder { get; set; }

    /// <summary>What is wrong with these settings; empty where nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (ImmediatePerDay < 1 || ItemsPerMail is < 1 or > 200 || LettersPerAddress < 1)
        {
            yield return "Digest__ImmediatePerDay and __LettersPerAddress are numbers from 1, Digest__ItemsPerMail one from 1 to 200.";
        }

        if (LanguageGrace < TimeSpan.Zero || FirstRetry <= TimeSpan.Zero || LongestRetry < FirstRetry || GiveUpAfter <= TimeSpan.Zero || ConfirmWithin <= TimeSpan.Zero || KeepLeft < TimeSpan.Zero)
        {
            yield return "Digest__FirstRetry, __LongestRetry, __GiveUpAfter and __ConfirmWithin are longer than nothing, the longest pause not below the first; Digest__LanguageGrace and __KeepLeft are not negative.";
        }

        if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            yield return $"Digest__TimeZone \"{TimeZone}\" is no IANA time zone: \"Europe/Zurich\" is one.";
        }

        if (BounceFolder is { Length: > 0 } && !Directory.Exists(BounceFolder))
        {
            yield return $"Digest__BounceFolder: there is no folder {BounceFolder}.";
        }
    }
}
