using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Http;

namespace Syndication.Hosting.Tests;

public sealed class DialGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::1%1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("100:0:0:1::1")]
    [InlineData("2001::1")]
    [InlineData("2001:10::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Refuses_addresses_that_are_not_public(string address) =>
        Assert.False(new DialGuard([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.0.1.1")]
    [InlineData("198.17.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2003::1")]
    [InlineData("::ffff:93.184.216.34")]
    public void Allows_public_addresses(string address) =>
        Assert.True(new DialGuard([]).Allows(IPAddress.Parse(address)));

    [Fact]
    public void Allows_what_the_operator_allows_and_nothing_beside_it()
    {
        var guard = new DialGuard(["10.1.0.0/16", "192.168.7.7"]);

        Assert.True(guard.Allows(IPAddress.Parse("10.1.2.3")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.True(guard.Allows(IPAddress.Parse("192.168.7.7")));
        Assert.False(guard.Allows(IPAddress.Parse("10.2.0.1")));
        Assert.False(guard.Allows(IPAddress.Parse("192.168.7.8")));
    }

    [Theory]
    [InlineData("http://receiver.test:8099/", null)]
    [InlineData("http://Receiver.Test.:8099/", null)]
    [InlineData("http://other.test:110/", "Port 110")]
    [InlineData("http://10.1.2.3:25/", null)]
    [InlineData("http://10.1.2.4:25/", "Port 25")]
    [InlineData("http://10.1.2.3:8099/", "Egress__Allow")]
    [InlineData("http://smtp.test:25/", null)]
    [InlineData("http://localhost:8099/", "Egress__Allow")]
    [InlineData("http://metadata.google.internal/", "credentials")]
    [InlineData("https://partner.example/hooks?a=b", null)]
    [InlineData("https://partner.example:8443/", null)]
    [InlineData("https://partner.example:81/hooks", "Port 81")]
    [InlineData("https://\uFFFF/hooks", "no host")]
    [InlineData("https://me@partner.example/", "user name")]
    [InlineData("https://partner.example/#x", "fragment")]
    [InlineData("ftp://partner.example/", "http and https")]
    [InlineData("hooks", "absolute")]
    [InlineData("/hooks", "http and https")]
    [InlineData("file:///etc/passwd", "http and https")]
    [InlineData("https://partner.example/a b", "white space")]
    [InlineData("https://partner.example/\r\nHost: x", "line break")]
    [InlineData("https:\\\\partner.example", "backslash")]
    [InlineData("", "characters")]
    [InlineData(null, "characters")]
    public void Says_what_is_wrong_with_a_url_before_it_is_called(string? url, string? says)
    {
        var guard = new DialGuard(["receiver.test", "10.1.2.3:25", "metadata.google.internal", "smtp.test:25"]);

        Assert.True(says is null ? guard.Fault(url) is null : guard.Fault(url)?.Contains(says, StringComparison.Ordinal) == true, guard.Fault(url) ?? "(no fault)");
    }

    [Theory]
    [InlineData("10.1.0.0/33")]
    [InlineData("receiver test")]
    [InlineData("receiver.test:port")]
    [InlineData("receiver.test:0")]
    [InlineData("http://receiver.test")]
    public void What_can_t_be_read_of_the_operators_list_is_said_at_start(string allowed)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => new DialGuard([allowed]));

        Assert.Contains(allowed, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dials_nothing_of_its_own_network_however_it_is_spelt()
    {
        using var canary = new Canary();
        using var client = Client();
        Assert.All(ForgedAddresses.For(canary.Port), url => Assert.NotNull(new DialGuard([]).Fault(url)));

        foreach (var url in ForgedAddresses.For(canary.Port))
        {
            // A string that is no URL at all can't be asked for.
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri))
            {
                await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(uri));
            }
        }

        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_name_that_leads_to_one_forbidden_address_among_others_is_not_dialled_at_all()
    {
        await using var allowed = await StartAsync(_ => Task.CompletedTask);
        using var canary = new Canary();
        var guard = new DialGuard(["127.0.0.2"], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));
        using var client = Client(guard);

        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://partner.example:{canary.Port}/")));

        Assert.Contains("partner.example is at 127.0.0.1", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_is_asked_once_and_dialled_at_what_it_said()
    {
        using var canary = new Canary();
        await using var allowed = await StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        }, $"http://127.0.0.2:{canary.Port}");
        var asked = 0;

        // A good address for whoever checks, loopback for whoever connects afterwards.
        var guard = new DialGuard(["127.0.0.2"], (_, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) % 2 == 1 ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback]));
        using var client = Client(guard);
        for (var round = 0; round < 6; round++)
        {
            var (isGood, before) = (round % 2 == 0, asked);
            if (isGood)
            {
                using var answer = await client.GetAsync(new Uri($"http://partner.example:{canary.Port}/"));
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
            else
            {
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://partner.example:{canary.Port}/")));
            }

            Assert.Equal(before + 1, asked);
        }

        Assert.Equal(3, allowed.Requests);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task Follows_no_redirect()
    {
        using var canary = new Canary();
        await using var redirecting = await StartAsync(context =>
        {
            context.Response.Redirect($"http://127.0.0.1:{canary.Port}/");
            return Task.CompletedTask;
        });
        using var client = Client(new DialGuard([$"127.0.0.1:{redirecting.Port}"]));

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{redirecting.Port}/"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public void Lists_are_apart_for_what_is_called()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Egress:webhooks:Allow:0"] = "10.0.0.0/8";
        builder.AddOutsideHttp("webhooks", TimeSpan.FromSeconds(1));
        builder.AddOutsideHttp("pages", TimeSpan.FromSeconds(1));
        using var services = builder.Services.BuildServiceProvider();

        Assert.True(services.GetRequiredKeyedService<DialGuard>("webhooks").Allows(IPAddress.Parse("10.0.0.1")));
        Assert.False(services.GetRequiredKeyedService<DialGuard>("pages").Allows(IPAddress.Parse("10.0.0.1")));
        Assert.Equal(["webhooks", "pages"], services.GetServices<OutsideClient>().Select(client => client.Name));
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
        builder.Logging.ClearProviders();
        builder.Configuration["Egress:Allow:0"] = allowed;
        builder.AddOutsideHttp("outside", TimeSpan.FromMilliseconds(300));
        return builder.Services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("outside");
    }

    private static HttpClient Client(DialGuard guard) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectCallback = guard.ConnectAsync });

    private static async Task<Listener> StartAsync(Func<Microsoft.AspNetCore.Http.HttpContext, Task> answer, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(url);
        var listener = new Listener(app);
        app.Run(async context =>
        {
            listener.Count();
            await answer(context);
        });
        await app.StartAsync();
        return listener;
    }

    private sealed class Listener(WebApplication app) : IAsyncDisposable
    {
        private int _requests;

        public int Requests => _requests;

        public int Port => new Uri(app.Urls.First()).Port;

        public void Count() => Interlocked.Increment(ref _requests);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
