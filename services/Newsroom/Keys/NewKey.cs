using Syndication.Text;

namespace Syndication.Newsroom.Keys;

/// <summary>A key that somebody wants made.</summary>
internal sealed record NewKey(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Sources, DateTimeOffset? ExpiresAt)
{
    private const int LongestName = 100;
    private const int MostSources = 100;

    /// <summary>What is wrong with it: a JSON path to sentences.</summary>
    public static (NewKey? Key, Dictionary<string, string[]> Errors) Read(
        string? name,
        IReadOnlyList<string?>? scopes,
        IReadOnlyList<string?>? sources,
        DateTimeOffset? expiresAt,
        DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            errors["$.name"] = [$"Say in one line of at most {LongestName} characters what the key is for."];
        }

        if (scopes is not { Count: > 0 } || scopes.Except(Known).Any())
        {
            errors["$.scopes"] = [$"Give one or more of {string.Join(", ", Known)}."];
        }

        if (sources is { Count: > MostSources } || sources?.All(source => source is not null && Slug.IsValid(source)) == false)
        {
            errors["$.sources"] = [$"Sources are slugs, lower-case letters, digits and hyphens, at most {MostSources} of them."];
        }

        if (expiresAt <= now)
        {
            errors["$.expiresAt"] = ["The key would have expired already."];
        }

        return errors.Count == 0 ? (new NewKey(name!.Trim(), [.. scopes!.OfType<string>().Distinct()], [.. sources?.OfType<string>() ?? []], expiresAt), errors) : (null, errors);
    }

    private static IReadOnlyList<string> Known => Hosting.Keys.Scopes.All;
}
