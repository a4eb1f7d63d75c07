using System.Net;
using System.Text.Json.Nodes;
using Syndication.Digest.Subscriptions;
using Syndication.Newsroom;

namespace Syndication.Digest.Tests.Running;

/// <summary>The desk's page for who runs the list.</summary>
public sealed class SubscriberDeskTests
{
    private const string Page = "/desk/subscribers";
    private const string Address = "ada@example.org";

    [Fact]
    public async Task A_list_is_imported_and_somebody_is_found_exported_and_erased()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(new NewsroomModule(), data.Path, null, null);
        using var desk = new PageClient(room.Client.BaseAddress!);
        await desk.SignInAsync((await File.ReadAllTextAsync(data["admin.key"])).Trim());

        var imported = await desk.UploadAsync(Page, $"{Page}?handler=Import", "file", $"""
            address,languages,cadence,consentSource,consentDate
            {Address},en fr,daily,counter in Bern,2024-03-01
            no address,en,daily,counter,2024-03-01
            bob@example.org,en,daily,,2024-03-01

            """);
        Assert.Equal(HttpStatusCode.OK, imported.Status);
        Assert.Matches("Imported</dt><dd>1<", imported.Html);
        Assert.Matches("Refused</dt><dd>2<", imported.Html);
        Assert.Contains("consentSource: Say where the consent was given", imported.Html, StringComparison.Ordinal);
        Assert.Matches("Written to</dt><dd>1<", imported.Html);

        var found = await desk.SubmitAsync(Page, $"{Page}?handler=Find", ("address", Address.ToUpperInvariant()));
        Assert.Contains("counter in Bern", found.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", found.Address, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Address, JsonNode.Parse((await desk.SubmitAsync(Page, $"{Page}?handler=Export", ("address", Address))).Html)!["address"]!.GetValue<string>());
        Assert.Contains("Nobody is subscribed", (await desk.SubmitAsync(Page, $"{Page}?handler=Find", ("address", "eve@example.org"))).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.SubmitAsync(Page, $"{Page}?handler=Find", ("address", "no address"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.UploadAsync(Page, $"{Page}?handler=Import", "file", "name\nada\n")).Status);

        Assert.Contains("The address is erased.", (await desk.SubmitAsync(Page, $"{Page}?handler=Erase", ("address", Address))).Html, StringComparison.Ordinal);
        var erased = await desk.SubmitAsync(Page, $"{Page}?handler=Find", ("address", Address));
        Assert.Contains("On the suppression list", erased.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("counter in Bern", erased.Html, StringComparison.Ordinal);
        Assert.Contains("may be subscribed again", (await desk.SubmitAsync(Page, $"{Page}?handler=Release", ("address", Address))).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("desk")]
    [InlineData("ingest")]
    public async Task Nobody_else_sees_addresses(string scope)
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(new NewsroomModule(), data.Path, null, null);
        await room.SubscribeAsync(Address, Cadence.Daily);
        var key = (await room.SendAsync(HttpMethod.Post, "/api/keys", new JsonObject { ["name"] = "other", ["scopes"] = new JsonArray(scope) }, expected: HttpStatusCode.Created))["key"]!.GetValue<string>();
        using var desk = new PageClient(room.Client.BaseAddress!);
        await desk.SignInAsync(key);

        Assert.DoesNotContain("/desk/subscribers", (await desk.GetAsync("/desk")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"find\"", (await desk.PostAsync($"{Page}?handler=Find", ("address", Address))).Html, StringComparison.Ordinal);
        var page = await desk.GetAsync(Page);
        Assert.DoesNotContain("Written to", page.Html, StringComparison.Ordinal);
    }
}
