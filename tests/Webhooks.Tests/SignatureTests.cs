using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks.Tests;

public sealed class SignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void Signs_as_the_vector_of_standard_webhooks_says()
    {
        var signature = Signature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8, [Key(Secret)]);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void Several_secrets_sign_side_by_side_the_newest_first()
    {
        var other = RandomNumberGenerator.GetBytes(32);

        var both = Signature.Of("id", 1, "{}"u8, [other, Key(Secret)]);

        Assert.Equal($"{Signature.Of("id", 1, "{}"u8, [other])} {Signature.Of("id", 1, "{}"u8, [Key(Secret)])}", both);
    }

    [Fact]
    public async Task Signs_as_the_reference_implementation_does_whatever_is_in_the_body()
    {
        await Partners.NeedAsync();
        const string Body = """{"type":"release.created","data":{"headline":"Le bac « Étoile » 🚢 \u2028 \"et\" ‮retour","n":1.50}}""";
        var input = new JsonObject { ["secret"] = Secret, ["id"] = "7c0f2c1e-8a0b-5d3e-9c39-2f6a4b1d7e55", ["timestamp"] = 1_764_000_000, ["body"] = Body };

        var theirs = await Partners.RunAsync("vector.mjs", input.ToJsonString());

        Assert.Equal(theirs.Trim(), Signature.Of("7c0f2c1e-8a0b-5d3e-9c39-2f6a4b1d7e55", 1_764_000_000, Encoding.UTF8.GetBytes(Body), [Key(Secret)]));
    }

    [Fact]
    public async Task The_reference_implementation_verifies_every_webhook_before_and_after_a_rotation()
    {
        await Partners.NeedAsync();
        using var folder = new TemporaryFolder();
        await using var receiver = await NodeReceiver.StartAsync();
        await using var office = await Office.StartAsync(folder["data"]);

        // It can't verify the challenge before it knows the secret: then the URL is not proved.
        var made = await office.SendAsync(HttpMethod.Post, "/api/webhooks", new JsonObject { ["url"] = receiver.Url, ["contact"] = "press@partner.example" }, HttpStatusCode.Created);
        var endpoint = new Endpoint(made.Text("id"), made.Text("secret"), office.Admin);
        Assert.Contains("401", (await endpoint.PostAsync("/challenge", expected: HttpStatusCode.UnprocessableEntity)).Text("detail"), StringComparison.Ordinal);
        await receiver.KnowAsync(endpoint.Secret);
        await Eventually.HoldsAsync(async () => (await office.Admin.PostAsync(new Uri($"{endpoint.Address}/challenge", UriKind.Relative), null)).IsSuccessStatusCode);

        var release = await office.PublishAsync("The ferry « Étoile » reopens 🚢");
        await office.QuietAsync();
        var rotated = await endpoint.PostAsync("/secret", new JsonObject { ["overlapHours"] = 1 });
        await receiver.KnowAsync(rotated.Text("secret"));
        release = await office.CorrectAsync(release, "The ferry reopens on Monday");
        await office.QuietAsync();

        // The overlap is over: the old secret signs no more.
        office.Clock.Advance(TimeSpan.FromHours(1.1));
        await office.RetractAsync(release);
        await office.QuietAsync();
        var secrets = (await endpoint.GetAsync())["secrets"]!.AsArray();
        List<JsonObject> deliveries = [];
        await Eventually.HoldsAsync(() => Task.FromResult((deliveries = [.. receiver.Lines.Where(line => line.Text("type").StartsWith("release.", StringComparison.Ordinal))]).Count >= 3));
        Assert.NotNull(secrets[1]!["until"]);
        Assert.Equal(["release.created", "release.updated"], deliveries.Take(2).Select(line => line.Text("type")));
        Assert.Equal(["[0]", "[0,1]"], deliveries.Take(2).Select(line => line["verified"]!.ToJsonString()));
        Assert.Equal([1, 2], deliveries.Take(2).Select(line => line.Number("signatures")));

        // Signed an hour ahead of the receiver's clock, it is refused as too new: that check is the receiver's.
        Assert.Equal(("release.retracted", 1, "[]"), (deliveries[2].Text("type"), deliveries[2].Number("signatures"), deliveries[2]["verified"]!.ToJsonString()));
    }

    [Fact]
    public async Task Secrets_are_on_the_disk_only_encrypted_and_survive_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        Endpoint endpoint;
        await using (var office = await Office.StartAsync(folder["data"]))
        {
            endpoint = await office.RegisterAsync($"{receiver.Url}/hook");
        }

        var stored = string.Concat(Directory.GetFiles(folder["data"], "webhooks.db*").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.Contains(endpoint.Id, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(endpoint.Secret["whsec_".Length..], stored, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);

        await using (var office = await Office.StartAsync(folder["data"]))
        {
            await office.PublishAsync("After a restart");
            await office.QuietAsync();
        }

        Assert.True(Assert.Single(receiver.Received).IsSignedWith(endpoint.Secret));

        // The ring's key is lost: nothing is sent unsigned, the log says what to do, and a new secret mends it.
        File.Delete(folder["data/keys/ring.key"]);
        await using (var office = await Office.StartAsync(folder["data"]))
        {
            endpoint = endpoint with { By = office.Admin };
            await office.PublishAsync("Without the ring");
            await Eventually.HoldsAsync(async () => await endpoint.DeliveriesAsync() is { Count: 2 } both && both[0]["attempts"]!.AsArray().Count > 0);
            Assert.Contains("rotate it", (await endpoint.DeliveriesAsync())[0]["attempts"]![0]!.Text("result"), StringComparison.Ordinal);
            Assert.Single(receiver.Received);
            var secret = (await endpoint.PostAsync("/secret", new JsonObject { ["overlapHours"] = 0 })).Text("secret");
            await endpoint.PostAsync($"/deliveries/{(await endpoint.DeliveriesAsync())[0].Text("id")}/resend", expected: HttpStatusCode.Accepted);
            await office.QuietAsync();
            Assert.True(receiver.Received.Last().IsSignedWith(secret));
        }
    }

    private static byte[] Key(string secret) => Convert.FromBase64String(secret["whsec_".Length..]);
}
