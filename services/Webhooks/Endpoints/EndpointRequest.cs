using System.Text.RegularExpressions;
using Syndication.Hosting.Http;
using Syndication.Mail;
using Syndication.Text;
using Syndication.Webhooks.Joining;
using Syndication.Webhooks.Messages;

namespace Syndication.Webhooks.Endpoints;

/// <summary>What a partner wants its endpoint to be; what it leaves out stays as it is, or is the default.</summary>
internal sealed partial record EndpointRequest
{
    private const int LongestDescription = 200;
    private const int MostValues = 100;

    private static readonly string[] Kinds = ["push", "pull"];
    private static readonly string[] Forms = ["full", "thin"];
    private static readonly string[] Origins = ["original", "human", "machine"];

    /// <summary>"push" (the default) or "pull"; can't be changed.</summary>
    public string? Kind { get; init; }

    /// <summary>Where events are posted to.</summary>
    public string? Url { get; init; }

    /// <summary>An e-mail address.</summary>
    public string? Contact { get; init; }

    public string? Description { get; init; }
    public SelectionRequest? Selection { get; init; }

    /// <summary>Types of events; all of them where left out.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>"full" (the default) or "thin".</summary>
    public string? Payload { get; init; }

    /// <summary>When it joins, what was published in the days before is sent too. Can't be changed later.</summary>
    public int? BackfillDays { get; init; }

    /// <summary>The id of a key; by an administrator alone.</summary>
    public string? Owner { get; init; }

    /// <summary>What is wrong with it: a JSON path to sentences.</summary>
    /// <param name="isNew">Otherwise it is a change of one that is there.</param>
    public Dictionary<string, string[]> Errors(DialGuard guard, bool isNew, bool isPull)
    {
        var errors = new Dictionary<string, string[]>();
        void Check(bool isWrong, string path, string sentence)
        {
            if (isWrong)
            {
                errors[path] = [sentence];
            }
        }

        Check(Kind is not null && !(isNew && Kinds.Contains(Kind)), "$.kind", isNew ? "An endpoint's kind is push or pull." : "An endpoint stays what it is: register another.");
        Check(isPull && Url is not null, "$.url", "An endpoint that fetches has no URL.");
        if (!isPull && (isNew || Url is not null) && guard.Fault(Url) is { } fault)
        {
            errors["$.url"] = [fault];
        }

        Check((isNew || Contact is not null) && EmailAddress.Parse(Contact) is null, "$.contact", "Give an e-mail address: it is written to when the endpoint had to be disabled.");
        Check(Description is { Length: > LongestDescription } || Description?.Any(char.IsControl) == true, "$.description", $"A description is one line of at most {LongestDescription} characters.");
        Check(Events is { Count: 0 } || Events?.Except(EventTypes.OfReleases).Any() == true, "$.events", $"Events are {string.Join(", ", EventTypes.OfReleases)}; leave the field out for all of them.");
        Check(Payload is not null && !Forms.Contains(Payload), "$.payload", "A payload is full (with the release in it) or thin (with its address).");
        Check(BackfillDays is not null && !isNew, "$.backfillDays", "A backfill is asked for when an endpoint is registered.");
        Check(BackfillDays is < 0 or > Backfill.MostDays, "$.backfillDays", $"A backfill goes from 0 to {Backfill.MostDays} days back.");
        Check(Owner is not null && isNew, "$.owner", "An endpoint belongs to the key that registers it; an administrator can give it to another afterwards.");
        CheckSelection(Check);
        return errors;
    }

    /// <summary>The endpoint as it is asked for.</summary>
    public WebhookEndpoint Apply(WebhookEndpoint endpoint) => endpoint with
    {
        PendingUrl = Url is null || Url == endpoint.Url ? endpoint.PendingUrl : Url,
        Contact = Contact ?? endpoint.Contact,
        Description = Description ?? endpoint.Description,
        Selection = Selection?.AsSelection() ?? endpoint.Selection,
        Events = Events is null ? endpoint.Events : [.. Events.Distinct()],
        Payload = Payload switch { "thin" => PayloadForm.Thin, "full" => PayloadForm.Full, _ => endpoint.Payload },
        Owner = Owner ?? endpoint.Owner,
    };

    /// <summary>Whether it changes what is news to the endpoint.</summary>
    public bool ChangesWishes => Selection is not null || Events is not null;

    private void CheckSelection(Action<bool, string, string> check)
    {
        if (Selection is null)
        {
            return;
        }

        CheckValues(Selection.Languages, "languages", value => Language().IsMatch(value), "Languages are codes such as fr or pt-BR.");
        CheckValues(Selection.Origins, "origins", Origins.Contains, "Origins are original, human and machine; human leaves machine translations out.");
        CheckValues(Selection.Countries, "countries", CountryCode.IsAssigned, "Countries are ISO 3166-1 alpha-2 codes in lower case, such as ma.");
        foreach (var (values, name) in new[] { (Selection.Topics, "topics"), (Selection.Offices, "offices"), (Selection.Organisations, "organisations"), (Selection.Sources, "sources") })
        {
            CheckValues(values, name, Slug.IsValid, "These are slugs: lower-case letters, digits and hyphens.");
        }

        void CheckValues(IReadOnlyList<string>? values, string name, Func<string, bool> isValid, string sentence) =>
            check(values is { Count: > MostValues } || values?.All(value => value is not null && isValid(value)) == false, $"$.selection.{name}", $"{sentence} There can be {MostValues}.");
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Language();
}
