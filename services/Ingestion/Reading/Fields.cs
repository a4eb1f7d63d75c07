using System.Globalization;
using System.Text.Json;
using Syndication.Text;

namespace Syndication.Ingestion.Reading;

/// <summary>
/// Reads the members of one JSON object by name, notes what is wrong with each, and in the end what nobody asked for.
/// </summary>
internal sealed class Fields
{
    private readonly Dictionary<string, JsonElement> _members = [];
    private readonly HashSet<string> _asked = [];
    private readonly string _path;
    private readonly Faults _faults;

    public Fields(JsonElement element, string path, Faults faults)
    {
        _path = path;
        _faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, "This has to be an object.");
            return;
        }

        foreach (var member in element.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            _members[member.Name] = member.Value;
        }
    }

    public bool Has(string name) => _members.ContainsKey(name);

    public void Fault(string name, string sentence) => _faults.Add(PathOf(name), sentence);

    /// <summary>Text in one line, without surrounding white space; null where missing or empty.</summary>
    public string? Line(string name, int maxLength, bool isRequired = false) =>
        Take(name, JsonValueKind.String, "text", isRequired, out var element) ? TextOf(element, PathOf(name), maxLength, isRequired, isLine: true) : null;

    /// <summary>Text that may have line breaks.</summary>
    public string? Text(string name, int maxLength, bool isRequired = false) =>
        Take(name, JsonValueKind.String, "text", isRequired, out var element) ? TextOf(element, PathOf(name), maxLength, isRequired, isLine: false) : null;

    public DateTimeOffset? Instant(string name)
    {
        if (Line(name, 64) is not { } text)
        {
            return null;
        }

        // RFC 3339 has a zone always: without one, the instant would depend on where the server stands.
        if (text.Length >= 20
            && text[10] is 'T' or 't'
            && (text[^1] is 'Z' or 'z' || (text[^3] == ':' && text[^6] is '+' or '-'))
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant))
        {
            return instant.ToUniversalTime();
        }

        Fault(name, "This has to be an RFC 3339 instant with its zone, such as 2026-05-12T09:00:00Z.");
        return null;
    }

    public DateOnly? Day(string name)
    {
        if (Line(name, 32) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Fault(name, "This has to be a date such as 2026-05-12.");
        return null;
    }

    public bool? Flag(string name)
    {
        _asked.Add(name);
        if (!_members.TryGetValue(name, out var element))
        {
            return null;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Fault(name, "This has to be true or false.");
        return null;
    }

    public long? Number(string name, long min, long max)
    {
        if (!Take(name, JsonValueKind.Number, "a number", false, out var element))
        {
            return null;
        }

        if (element.TryGetInt64(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(name, $"This has to be a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>An absolute URL of one of the schemes.</summary>
    public string? Url(string name, params string[] schemes)
    {
        if (Line(name, 2_000) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && WebUrl.AsciiHost(uri) is not null && !text.Contains(' ', StringComparison.Ordinal))
        {
            return uri.AbsoluteUri;
        }

        Fault(name, $"This has to be an absolute URL with {string.Join(" or ", schemes)}.");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Choice<T>(string name, params (string Word, T Value)[] choices) where T : struct
    {
        if (Line(name, 64) is not { } text)
        {
            return null;
        }

        foreach (var (word, value) in choices)
        {
            if (word == text)
            {
                return value;
            }
        }

        Fault(name, $"This can be {string.Join(", ", choices.Select(choice => choice.Word))}.");
        return null;
    }

    /// <summary>Reads each item of a list; those that are wrong are noted and left out.</summary>
    public IReadOnlyList<T> List<T>(string name, int maxCount, Func<JsonElement, string, T?> read) where T : class
    {
        if (!Take(name, JsonValueKind.Array, "a list", false, out var element))
        {
            return [];
        }

        if (element.GetArrayLength() > maxCount)
        {
            Fault(name, $"This has {element.GetArrayLength()} items; at most {maxCount} are taken.");
            return [];
        }

        return [.. element.EnumerateArray().Select((item, i) => read(item, $"{PathOf(name)}[{i}]")).OfType<T>()];
    }

    /// <summary>A list of single lines that all pass a check.</summary>
    public IReadOnlyList<string> Lines(string name, int maxCount, Func<string, bool> isValid, string sentence) =>
        List(name, maxCount, (item, path) =>
        {
            if (item.ValueKind == JsonValueKind.String && TextOf(item, path, 200, isRequired: true, isLine: true) is { } text && isValid(text))
            {
                return text;
            }

            _faults.Add(path, sentence);
            return null;
        });

    public T? Object<T>(string name, Func<JsonElement, string, T?> read) where T : class =>
        Take(name, JsonValueKind.Object, "an object", false, out var element) ? read(element, PathOf(name)) : null;

    /// <summary>Notes members that nobody asked for.</summary>
    public void Close()
    {
        foreach (var name in _members.Keys.Where(name => !_asked.Contains(name)))
        {
            Fault(name, ReadOnlyMembers.Contains(name)
                ? "This is set by the newsroom and can't be given: leave it out."
                : "There is no such field here.");
        }
    }

    private static readonly HashSet<string> ReadOnlyMembers =
        ["id", "version", "history", "status", "recordedAt", "updatedAt", "origin", "sourceVersion", "revision", "translation", "retraction", "reasons", "publishedAtSource"];

    private string PathOf(string name) => $"{_path}.{name}";

    private string? TextOf(JsonElement element, string path, int maxLength, bool isRequired, bool isLine)
    {
        string text;
        try
        {
            text = element.GetString()!.Trim();
        }
        catch (InvalidOperationException)
        {
            _faults.Add(path, "This holds half of a surrogate pair, which is no character.");
            return null;
        }

        var fault = XmlText.IndexOfForbidden(text) is >= 0 and var index
            ? $"Character {index + 1} is U+{(int)text[index]:X4}, which no feed can carry: leave it out."
            : text.Length > maxLength
                ? $"This has {text.Length} characters; at most {maxLength} are taken."
                : isLine && text.AsSpan().IndexOfAny('\r', '\n', '\t') >= 0
                    ? "This has to be a single line, without line breaks or tabs."
                    : text.Length == 0 && isRequired
                        ? "This may not be empty."
                        : null;
        if (fault is not null)
        {
            _faults.Add(path, fault);
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    private bool Take(string name, JsonValueKind kind, string what, bool isRequired, out JsonElement element)
    {
        _asked.Add(name);
        if (!_members.TryGetValue(name, out element))
        {
            if (isRequired)
            {
                Fault(name, "This is missing.");
            }

            return false;
        }

        if (element.ValueKind == kind)
        {
            return true;
        }

        Fault(name, $"This has to be {what}.");
        return false;
    }
}
