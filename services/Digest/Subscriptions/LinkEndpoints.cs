using Syndication.Contracts.Subscribing;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Mail;

namespace Syndication.Digest.Subscriptions;

/// <summary>
/// <c>/internal/subscriptions/links/{token}</c>: what is behind the links of mails, and what their pages' buttons do. A GET
/// changes nothing. Each link allows what it was made for: one that unsubscribes leads to no preferences.
/// </summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder endpoints)
    {
        var links = endpoints.MapGroup("/internal/subscriptions/links/{token}").RequireScope(Scopes.Internal).ExcludeFromDescription();
        links.MapGet("", ShowAsync);
        links.MapPost("", ActAsync);
        links.MapGet("/export", ExportAsync);
    }

    private static async Task<IResult> ShowAsync(string token, LinkTokens tokens, SubscriptionStore subscriptions, SubscriptionActions actions, CancellationToken cancellationToken) =>
        tokens.Read(token) is { } link && await subscriptions.FindAsync(link.Subscription, cancellationToken) is { } known
            ? TypedResults.Ok(Show(link, known, tokens, actions))
            : Gone();

    private static async Task<IResult> ActAsync(
        string token,
        SubscriptionAct act,
        LinkTokens tokens,
        Wishes wishes,
        Letters letters,
        SubscriptionStore subscriptions,
        SubscriptionActions actions,
        Departures departures,
        CancellationToken cancellationToken)
    {
        if (tokens.Read(token) is not { } link || await subscriptions.FindAsync(link.Subscription, cancellationToken) is not { } known)
        {
            return Gone();
        }

        Subscription? changed;
        switch (act.Act, link.Purpose)
        {
            case ("confirm", LinkPurpose.Confirm):
                changed = await ConfirmAsync(() => actions.ConfirmAsync(link, cancellationToken));
                break;
            case ("confirm", LinkPurpose.Address):
                changed = await ConfirmAsync(() => actions.ConfirmAddressAsync(link, cancellationToken));
                break;
            case ("leave", LinkPurpose.Preferences or LinkPurpose.Unsubscribe):
                changed = await departures.LeaveAsync(known.Id, SuppressionReason.Unsubscribed, cancellationToken);
                break;
            case ("pause", LinkPurpose.Preferences):
                changed = await actions.PauseAsync(known.Id, cancellationToken);
                break;
            case ("resume", LinkPurpose.Preferences):
                changed = await actions.ResumeAsync(known.Id, cancellationToken);
                break;
            case ("change", LinkPurpose.Preferences):
                var form = act.Wishes ?? new SubscriptionForm();
                var preferences = wishes.ReadPreferences(form, out var errors);
                var address = form.Address is { Length: > 0 } text ? Wishes.ReadAddress(text, errors) : null;
                if (errors.Count > 0 || preferences is null)
                {
                    return Problems.OfFields(errors);
                }

                if (address is not null && address.Key != EmailAddress.Parse(known.Address)?.Key)
                {
                    await letters.AskAsync(known.Id, address, cancellationToken);
                }

                changed = await actions.ChangeAsync(known.Id, preferences, cancellationToken);
                break;
            case ("erase", LinkPurpose.Preferences):
                await departures.EraseAsync(known.Id, cancellationToken);
                return TypedResults.NoContent();
            default:
                return Problems.Of(StatusCodes.Status403Forbidden, "This link is not for that.");
        }

        return changed is null ? Gone() : TypedResults.Ok(Show(link, changed, tokens, actions));

        // A second press of the button finds what the first did.
        async Task<Subscription?> ConfirmAsync(Func<Task<Subscription?>> confirm) =>
            actions.IsOpen(known, link) ? await confirm() : SubscriptionActions.IsDone(known, link) ? known : null;
    }

    private static async Task<IResult> ExportAsync(string token, LinkTokens tokens, SubscriptionStore subscriptions, SubscriptionExporter exporter, CancellationToken cancellationToken) =>
        tokens.Read(token) is { Purpose: LinkPurpose.Preferences } link && await subscriptions.FindAsync(link.Subscription, cancellationToken) is { } known
            ? TypedResults.Ok(await exporter.ExportAsync(known, cancellationToken))
            : Gone();

    private static SubscriptionLink Show(Link link, Subscription known, LinkTokens tokens, SubscriptionActions actions)
    {
        var isLeaving = link.Purpose == LinkPurpose.Unsubscribe;
        var isOpen = link.Purpose is LinkPurpose.Preferences or LinkPurpose.Unsubscribe || actions.IsOpen(known, link);
        return new SubscriptionLink
        {
            Purpose = Name(link.Purpose),
            State = known is { IsWrittenTo: true, IsPaused: true } ? "paused" : Name(known.State),
            IsOpen = isOpen,
            Wishes = isLeaving ? null : Wishes.Write(link.Purpose == LinkPurpose.Confirm && isOpen ? known.Wanted! : known.Preferences, link.Purpose == LinkPurpose.Preferences ? known.Address : null),
            NewAddress = link.Purpose is LinkPurpose.Preferences or LinkPurpose.Address ? known.NewAddress : null,
            Preferences = LeadsToPreferences(link, known) ? tokens.Write(LinkPurpose.Preferences, known.Id) : null,
        };
    }

    /// <summary>Who reads the mail of a new address that was not confirmed may be anybody.</summary>
    private static bool LeadsToPreferences(Link link, Subscription known) => known.IsWrittenTo && link.Purpose switch
    {
        LinkPurpose.Preferences => link.Number == 0,
        LinkPurpose.Confirm => link.Number == known.Asked,
        LinkPurpose.Address => SubscriptionActions.IsDone(known, link),
        _ => false,
    };

    private static IResult Gone() => Problems.Of(StatusCodes.Status404NotFound, "This link leads nowhere any more.");

    private static string Name<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
