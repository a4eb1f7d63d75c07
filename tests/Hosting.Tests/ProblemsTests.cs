using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Syndication.Hosting.Tests;

public sealed class ProblemsTests
{
    [Theory]
    [InlineData("GET", "/api/keys?after=nowhere", null, HttpStatusCode.UnprocessableEntity, "This cursor is not one that a page gave: start from the first page.")]
    [InlineData("GET", "/api/keys?pageSize=many", null, HttpStatusCode.BadRequest, "pageSize")]
    [InlineData("POST", "/api/keys", "{\"name\":", HttpStatusCode.BadRequest, "line 1, octet 9.")]
    [InlineData("POST", "/api/keys", "{\n\"name\":[]}", HttpStatusCode.BadRequest, "at $.name, at line 2, octet 9.")]
    public async Task A_callers_fault_is_told_to_the_caller_and_is_no_error_in_the_log(string method, string address, string? body, HttpStatusCode status, string told)
    {
        using var folder = new TemporaryFolder();
        await using var host = await ProbeHost.StartAsync(folder.Path);
        using var errors = new Errors();
        host.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(errors);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await host.Admin.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Contains(told, (problem["errors"]?["after"]?[0] ?? problem["detail"])!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(errors.Messages);
    }

    private sealed class Errors : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Messages.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
