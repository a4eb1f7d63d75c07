using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Http;

namespace Syndication.Hosting.Tests;

public sealed class DialGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.9")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::7f00:1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Refuses_addresses_that_are_not_public(string address) =>
        Assert.False(new DialGuard([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:93.184.216.34")]
    public void Allows_public_addresses(string address) =>
        Assert.True(new DialGuard([]).Allows(IPAddress.Parse(address)));

    [Fact]
    public void Allows_what_the_operator_allows_and_nothing_beside_it()
    {
        var guard = new DialGuard([IPNetwork.Parse("10.1.0.0/16")]);

        Assert.True(guard.Allows(IPAddress.Parse("10.1.2.3")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.False(guard.Allows(IPAddress.Parse("10.2.0.1")));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://user@127.0.0.1:{0}/")]
    public async Task Dials_nothing_of_its_own_network_however_it_is_spelt(string url)
    {
        await using var canary = await StartAsync(_ => Task.CompletedTask);
        using var client = Client();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(string.Format(null, url, canary.Port))));

        Assert.Contains("Egress__Allow__0", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, canary.Requests);
    }

    [Fact]
    public async Task Follows_no_redirect()
    {
        await using var canary = await StartAsync(context =>
        {
            context.Response.Redirect("http://169.254.169.254/");
            return Task.CompletedTask;
        });
        using var client = Client("127.0.0.0/8");

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{canary.Port}/"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Tries_again_what_failed_for_a_moment_and_gives_up_on_what_hangs()
    {
        await using var shaky = await StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.ContainsKey("X-Fail") || context.Items.Count > 99 ? 503 : 200;
            return context.Request.Path == "/hang" ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Task.CompletedTask;
        });
        using var client = Client("127.0.0.0/8");
        client.DefaultRequestHeaders.Add("X-Fail", "yes");

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{shaky.Port}/"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(3, shaky.Requests);
        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{shaky.Port}/hang")));
    }

    private static HttpClient Client(string? allowed = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Egress:Allow:0"] = allowed;
        builder.AddOutsideHttp("outside", TimeSpan.FromMilliseconds(300));
        return builder.Services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("outside");
    }

    private static async Task<Canary> StartAsync(Func<Microsoft.AspNetCore.Http.HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var canary = new Canary(app);
        app.Run(async context =>
        {
            canary.Count();
            await answer(context);
        });
        await app.StartAsync();
        return canary;
    }

    private sealed class Canary(WebApplication app) : IAsyncDisposable
    {
        private int _requests;

        public int Requests => _requests;

        public int Port => new Uri(app.Urls.First()).Port;

        public void Count() => Interlocked.Increment(ref _requests);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
