using System.Net;
using System.Text;

namespace Syndication.Newsroom.Tests.Desk;

/// <summary>What is misspelt or left out makes no key and no hold wider than it was meant.</summary>
public sealed class WideningTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DeskHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await DeskHost.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_field_that_is_unknown_missing_or_empty_is_named_and_nothing_is_done()
    {
        var (_, key) = await _host.MakeKeyAsync("lake", "ingest", DateTimeOffset.UtcNow.AddDays(1));

        await RefusesAsync(HttpMethod.Post, "/api/keys", """{"name":"Lake","scopes":["ingest"],"source":["lake-office"]}""", HttpStatusCode.BadRequest, "$.source");
        await RefusesAsync(HttpMethod.Post, "/api/keys", """{"name":"Lake","scopes":["ingest"],"sources":[null]}""", HttpStatusCode.UnprocessableEntity, "$.sources");
        await RefusesAsync(HttpMethod.Post, "/api/keys", """{"name":"Lake","scopes":[null]}""", HttpStatusCode.UnprocessableEntity, "$.scopes");
        await RefusesAsync(HttpMethod.Patch, $"/api/keys/{key}", """{"expiresat":"2031-05-03T00:00:00Z"}""", HttpStatusCode.BadRequest, "$.expiresat");
        await RefusesAsync(HttpMethod.Patch, $"/api/keys/{key}", "{}", HttpStatusCode.UnprocessableEntity, "$.expiresAt");
        await RefusesAsync(HttpMethod.Post, "/api/hold", $$"""{"releaseId":"{{Guid.NewGuid()}}","reason":"A doubt."}""", HttpStatusCode.BadRequest, "$.releaseId");

        var keys = (await _host.GetAsync("/api/keys"))["items"]!.AsArray();
        Assert.Equal(2, keys.Count);
        Assert.NotNull(keys.Single(stored => stored!["id"]!.GetValue<string>() == key)!["expiresAt"]);
        Assert.Empty((await _host.GetAsync("/api/hold"))["items"]!.AsArray());
    }

    private async Task RefusesAsync(HttpMethod method, string address, string document, HttpStatusCode status, string field)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Content = new StringContent(document, Encoding.UTF8, "application/json");
        using var answer = await _host.Admin.SendAsync(request, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{document}: {(int)answer.StatusCode} instead of {(int)status}\n{problem}");
        Assert.Contains(status == HttpStatusCode.BadRequest ? $"at {field}," : $"\"{field}\":", problem, StringComparison.Ordinal);
    }
}
