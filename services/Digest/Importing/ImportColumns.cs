using System.Globalization;
using Syndication.Contracts.Subscribing;

namespace Syndication.Digest.Importing;

/// <summary>Which column of a table means what, by its name in the first line: "consentSource", "Consent source" and "consent_source" alike.</summary>
internal sealed class ImportColumns
{
    private readonly Dictionary<string, int> _places = [];

    public ImportColumns(IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            _places.TryAdd(new string([.. names[i].Where(char.IsLetter)]).ToLowerInvariant(), i);
        }
    }

    public static string Required => "address, consentSource, consentDate";

    public bool AreComplete => Has("address", "email") && Has("consentsource") && Has("consentdate");

    public string? Source(IReadOnlyList<string> fields) => Value(fields, "consentsource");

    public string? Date(IReadOnlyList<string> fields) => Value(fields, "consentdate");

    public SubscriptionForm FormOf(IReadOnlyList<string> fields) => new()
    {
        Address = Value(fields, "address", "email"),
        Languages = Values(fields, "languages", "language"),
        Cadence = Value(fields, "cadence")?.ToLowerInvariant(),
        Hour = Number(fields, "hour"),
        Weekday = Number(fields, "weekday"),
        TimeZone = Value(fields, "timezone"),
        Topics = Values(fields, "topics"),
        Countries = Values(fields, "countries"),
        Offices = Values(fields, "offices"),
        Organisations = Values(fields, "organisations"),
        Sources = Values(fields, "sources"),
    };

    private bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_places.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    private string? Value(IReadOnlyList<string> fields, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_places.TryGetValue(name, out var place) && place < fields.Count && fields[place].Length > 0)
            {
                return fields[place];
            }
        }

        return null;
    }

    private string[]? Values(IReadOnlyList<string> fields, params ReadOnlySpan<string> names) =>
        Value(fields, names)?.Split([' ', ',', ';', '|'], StringSplitOptions.RemoveEmptyEntries);

    // What is no number is out of every range.
    private int? Number(IReadOnlyList<string> fields, string name) =>
        Value(fields, name) is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
