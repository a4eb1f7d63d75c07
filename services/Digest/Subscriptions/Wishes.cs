using Microsoft.Extensions.Options;
using NodaTime;
using Syndication.Contracts;
using Syndication.Contracts.Subscribing;
using Syndication.Hosting;
using Syndication.Mail;
using Syndication.Text;

namespace Syndication.Digest.Subscriptions;

/// <summary>Reads what somebody asks for, and says what is wrong with it by JSON path.</summary>
internal sealed class Wishes(IOptions<SyndicationOptions> installation, IOptions<DigestOptions> options)
{
    private const int MostLanguages = 10;
    private const int MostValues = 100;
    private const int LongestValue = 100;

    /// <param name="errors">Empty where nothing is wrong.</param>
    public (EmailAddress? Address, Preferences? Preferences) Read(SubscriptionForm form, out Dictionary<string, string[]> errors)
    {
        var preferences = ReadPreferences(form, out errors);
        var address = ReadAddress(form.Address, errors);
        return (address, preferences);
    }

    public Preferences? ReadPreferences(SubscriptionForm form, out Dictionary<string, string[]> errors)
    {
        errors = [];
        var languages = (form.Languages ?? [installation.Value.Languages[0]]).Where(language => language?.Length != 0).ToList();
        if (languages.Count is 0 or > MostLanguages || !languages.TrueForAll(language => language is not null && LanguageTag.IsWellFormed(language)))
        {
            errors["languages"] = [$"Name 1 to {MostLanguages} languages by their tags, such as \"fr\" or \"pt-BR\", the one that is read best first."];
        }

        Cadence? cadence = (form.Cadence ?? "daily") switch { "immediate" => Cadence.Immediate, "daily" => Cadence.Daily, "weekly" => Cadence.Weekly, _ => null };
        if (cadence is null)
        {
            errors["cadence"] = ["This has to be \"immediate\", \"daily\" or \"weekly\"."];
        }

        if (form.Hour is < 0 or > 23)
        {
            errors["hour"] = ["This has to be an hour from 0 to 23."];
        }

        if (form.Weekday is < 1 or > 7)
        {
            errors["weekday"] = ["This has to be a day from 1 (Monday) to 7 (Sunday)."];
        }

        var timeZone = form.TimeZone ?? options.Value.TimeZone;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null)
        {
            errors["timeZone"] = ["This has to be an IANA time zone, such as \"Europe/Zurich\"."];
        }

        var selection = new Selection
        {
            Topics = Values(form.Topics, "topics", errors),
            Countries = Values(form.Countries, "countries", errors),
            Offices = Values(form.Offices, "offices", errors),
            Organisations = Values(form.Organisations, "organisations", errors),
            Sources = Values(form.Sources, "sources", errors),
            Origins = form.Human == true ? [Origin.Human] : [],
        };
        if (!selection.Countries.All(CountryCode.IsAssigned))
        {
            errors["countries"] = ["These have to be codes of ISO 3166-1, such as \"ke\"."];
        }

        return errors.Count > 0 ? null : new Preferences
        {
            Languages = [.. languages.Select(LanguageTag.Normalise).Distinct()],
            Selection = selection,
            Cadence = cadence!.Value,
            Hour = form.Hour ?? 8,
            Weekday = form.Weekday ?? 1,
            TimeZone = timeZone,
        };
    }

    public static EmailAddress? ReadAddress(string? text, Dictionary<string, string[]> errors)
    {
        var address = EmailAddress.Parse(text);
        if (address is null)
        {
            errors["address"] = ["This has to be an e-mail address, such as ann@agency.example."];
        }

        return address;
    }

    public static SubscriptionForm Write(Preferences preferences, string? address) => new()
    {
        Address = address,
        Languages = preferences.Languages,
        Cadence = NameOf(preferences.Cadence),
        Hour = preferences.Hour,
        Weekday = preferences.Weekday,
        TimeZone = preferences.TimeZone,
        Topics = preferences.Selection.Topics,
        Countries = preferences.Selection.Countries,
        Offices = preferences.Selection.Offices,
        Organisations = preferences.Selection.Organisations,
        Sources = preferences.Selection.Sources,
        Human = preferences.Selection.Origins.Count > 0 ? true : null,
    };

    public static string NameOf(Cadence cadence) => cadence switch
    {
        Cadence.Immediate => "immediate",
        Cadence.Weekly => "weekly",
        _ => "daily",
    };

    private static List<string> Values(IReadOnlyList<string>? given, string name, Dictionary<string, string[]> errors)
    {
        var values = (given ?? []).OfType<string>().Select(value => value.Trim().ToLowerInvariant()).Where(value => value.Length > 0).Distinct().ToList();
        if (given?.Any(value => value is null) == true || values.Count > MostValues || values.Exists(value => value.Length > LongestValue || value.Any(char.IsControl)))
        {
            errors[name] = [$"These have to be at most {MostValues} values of at most {LongestValue} characters, as addresses of feeds spell them."];
        }

        return values;
    }
}
