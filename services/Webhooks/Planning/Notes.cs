using System.Globalization;

namespace Syndication.Webhooks.Planning;

/// <summary>Why something is not sent, as partners and the desk read it.</summary>
internal static class Notes
{
    public const string Disabled = "The endpoint is disabled.";
    public const string Gone = "The endpoint was removed.";
    public const string Retracted = "The release was retracted before it went.";
    public const string NotKept = "Its payload is no longer kept.";

    public static string Overtaken(int version, int? revision) => revision is null
        ? string.Create(CultureInfo.InvariantCulture, $"Version {version} took its place.")
        : string.Create(CultureInfo.InvariantCulture, $"Revision {version}.{revision} took its place.");
}
