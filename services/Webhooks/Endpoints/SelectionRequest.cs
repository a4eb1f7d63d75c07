using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Webhooks.Endpoints;

/// <summary>A <see cref="Selection"/> as partners write it: alternatives in each member, members together.</summary>
internal sealed record SelectionRequest
{
    public IReadOnlyList<string>? Languages { get; init; }
    public IReadOnlyList<string>? Origins { get; init; }
    public IReadOnlyList<string>? Topics { get; init; }
    public IReadOnlyList<string>? Countries { get; init; }
    public IReadOnlyList<string>? Offices { get; init; }
    public IReadOnlyList<string>? Organisations { get; init; }
    public IReadOnlyList<string>? Sources { get; init; }

    public Selection AsSelection() => new()
    {
        Languages = Languages ?? [],
        Origins = [.. (Origins ?? []).Select(value => Enum.Parse<Origin>(value, ignoreCase: true))],
        Topics = Topics ?? [],
        Countries = Countries ?? [],
        Offices = Offices ?? [],
        Organisations = Organisations ?? [],
        Sources = Sources ?? [],
    };
}
