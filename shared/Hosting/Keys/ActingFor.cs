using System.Security.Claims;

namespace Syndication.Hosting.Keys;

/// <summary>
/// A service that calls another for a person, with that person's rights and no more. The header counts only beside the
/// internal key, and takes the internal scope away: what a person may not do, a call for that person may not either.
/// </summary>
public static class ActingFor
{
    /// <summary>The key's id, scopes and sources ("-" for none, separated by commas) and the escaped name, a space between each.</summary>
    public const string Header = "X-Acting-For";

    private const string None = "-";

    /// <summary>Makes a request of the internal client one for a person.</summary>
    public static void ActFor(this HttpRequestMessage request, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Add(Header, Write(user.Holder()));
    }

    internal static string Write(KeyHolder holder) =>
        $"{holder.Id} {List(holder.Scopes)} {List(holder.Sources)} {Uri.EscapeDataString(holder.Name)}";

    /// <summary>Null where it can't be read.</summary>
    internal static KeyHolder? Read(string text) =>
        text.Split(' ') is [{ Length: > 0 } id, var scopes, var sources, var name] && List(scopes) is var known && known.All(Scopes.All.Contains)
            ? new KeyHolder(id, Uri.UnescapeDataString(name), known, List(sources), null)
            : null;

    private static string List(IReadOnlyList<string> values) => values.Count == 0 ? None : string.Join(',', values);

    private static string[] List(string text) => text == None ? [] : text.Split(',');
}
