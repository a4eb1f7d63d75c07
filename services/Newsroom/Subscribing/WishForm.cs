using System.Globalization;
using Microsoft.Extensions.Primitives;
using Syndication.Contracts.Subscribing;

namespace Syndication.Newsroom.Subscribing;

/// <summary>The fields of a form about a subscription, and how they become a wish and back.</summary>
internal static class WishForm
{
    /// <summary>Hidden from people; what fills every field gives itself away.</summary>
    public const string Trap = "website";

    public static SubscriptionForm Read(IFormCollection form) => new()
    {
        Address = form["address"].ToString().Trim(),
        Languages = [.. new[] { form["first"].ToString(), form["else"].ToString() }.Concat(Values(form["more"])).Where(language => language.Length > 0).Distinct()],
        Cadence = form["cadence"].ToString(),
        Hour = Number(form["hour"]),
        Weekday = Number(form["weekday"]),
        TimeZone = form["timeZone"].ToString().Trim() is { Length: > 0 } zone ? zone : null,
        Topics = Values(form["topic"]),
        Countries = Values(form["country"]),
        Offices = Values(form["office"]),
        Organisations = Values(form["org"]),
        Sources = Values(form["source"]),
        Human = form.ContainsKey("human"),
    };

    /// <summary>The values of a facet that are wanted.</summary>
    public static IReadOnlyList<string> Of(SubscriptionForm wishes, string facet) => facet switch
    {
        "topic" => wishes.Topics,
        "country" => wishes.Countries,
        "office" => wishes.Offices,
        "org" => wishes.Organisations,
        _ => wishes.Sources,
    } ?? [];

    private static int? Number(StringValues value) => int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Values(StringValues values) => [.. values.OfType<string>().Where(value => value.Length > 0)];
}
