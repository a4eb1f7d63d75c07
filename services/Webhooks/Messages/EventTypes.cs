namespace Syndication.Webhooks.Messages;

/// <summary>What an event can be: the <c>type</c> of a payload.</summary>
internal static class EventTypes
{
    public const string Created = "release.created";
    public const string Updated = "release.updated";
    public const string Retracted = "release.retracted";
    public const string Translated = "release.translated";

    /// <summary>Asked for by a partner; of no release.</summary>
    public const string Test = "endpoint.test";

    /// <summary>Sent once, to prove an address; never stored.</summary>
    public const string Challenge = "endpoint.challenge";

    /// <summary>Those that an endpoint can ask for.</summary>
    public static IReadOnlyList<string> OfReleases { get; } = [Created, Updated, Retracted, Translated];
}
