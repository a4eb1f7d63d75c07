using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;

namespace Syndication.Webhooks.Joining;

/// <summary>
/// Proves that a URL wants what will be posted to it: a signed event with a random word, which has to come back. Nobody
/// can have somebody else's server posted to.
/// </summary>
internal sealed class Challenge(EndpointStore endpoints, EndpointSecrets secrets, WebhookSender sender, Admission admission)
{
    /// <summary>The endpoint with its URL proved, or a sentence about what came instead.</summary>
    /// <exception cref="HttpRequestException">The log does not answer.</exception>
    public async Task<(WebhookEndpoint? Endpoint, string? Fault)> RunAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        var word = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(endpoints.Now);
        var body = Payload.OfEndpoint(EventTypes.Challenge, at, new JsonObject { ["endpoint"] = endpoint.Id, ["challenge"] = word });
        var url = endpoint.PendingUrl!;
        var result = await sender.SendAsync(
            new Uri(url), Guid.CreateVersion7().ToString(), Encoding.UTF8.GetBytes(body), secrets.Open(endpoint.Secrets, endpoints.Now), keepsAnswer: true, cancellationToken);
        if (!result.IsDelivered)
        {
            return (null, $"The challenge did not arrive. {result.Problem}");
        }

        if (!IsEchoed(word, result.Answer))
        {
            return (null, $"The challenge arrived, and was not answered with its word: answer {result.Status} with the value of data.challenge as text, or as {{\"challenge\": \"…\"}}.");
        }

        var admitted = endpoint.State == EndpointState.Pending ? await admission.AdmitAsync(endpoint, cancellationToken) : null;
        var proved = await endpoints.ChangeAsync(
            endpoint.Id,
            known => known.PendingUrl != url ? null : (known.State == EndpointState.Pending && admitted is not null
                ? known with { State = admitted.State, Since = admitted.Since, CatchUpFrom = admitted.CatchUpFrom, BackfillFrom = admitted.BackfillFrom, ErrandAt = admitted.ErrandAt }
                : known) with
            { Url = url, PendingUrl = null },
            cancellationToken);
        admission.Ring();
        return proved is null ? (null, "The URL was changed while it was being proved: ask for another challenge.") : (proved, null);
    }

    private static bool IsEchoed(string word, string? answer)
    {
        var text = answer?.Trim();
        if (text is null || !text.StartsWith('{'))
        {
            return text?.Trim('"') == word;
        }

        try
        {
            return JsonNode.Parse(text) is JsonObject document && document["challenge"] is JsonValue value && value.TryGetValue<string>(out var echoed) && echoed == word;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
