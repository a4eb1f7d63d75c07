using System.Text.RegularExpressions;

namespace Syndication.Deploy.Tests;

/// <summary>Which path leads to which service, as nginx's template says it.</summary>
internal static partial class RouteTable
{
    public static string Template { get; } = Path.Combine(Repository.Root, "deploy/nginx/syndication.conf.template");

    /// <summary>A path, "Prefix" or "Exact" as an Ingress calls it, and a service's name or "nowhere"; in order.</summary>
    public static IReadOnlyList<(string Path, string Type, string Service)> OfNginx()
    {
        var lines = File.ReadAllLines(Template)
            .SkipWhile(line => !line.Contains("map $uri $service {", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Trim() != "}")
            .Select(line => line.Trim());
        return [.. lines.Select(line => Route().Match(line) is { Success: true } match
            ? (Unescaped(match), match.Groups["end"].Value == "(/|$)" ? "Prefix" : "Exact", Service(match))
            : throw new InvalidDataException($"This line of the route table is of no known form: {line}"))];
    }

    private static string Unescaped(Match match) => match.Groups["path"] is { Success: true } path ? path.Value.Replace("\\.", ".", StringComparison.Ordinal) : "/";

    private static string Service(Match match) => match.Groups["service"] is { Success: true } service ? service.Value.ToLowerInvariant() : "nowhere";

    [GeneratedRegex("""^("~\*\^(?<path>[^"(]*[^"($])(?<end>\(/\|\$\)|\$)"|default(?<end>(\(/\|\$\))?))\s+"(\$\{NGINX_(?<service>[A-Z]+)\})?";$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Route();
}
