using System.Diagnostics;

namespace Syndication.System.Tests;

/// <summary>
/// nginx before separate services, with the configuration that compose uses; and, where a service has replicas, the one
/// address that compose and Kubernetes give them.
/// </summary>
internal sealed class Gateway(int port) : IAsyncDisposable
{
    public const string Missing = "There is no nginx on this machine: install it (Debian: apt-get install nginx-light).";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new()
    {
        ["NGINX_LISTEN"] = $"127.0.0.1:{port}",
        ["NGINX_ACCESS_LOG"] = "/dev/null",
        ["NGINX_UPSTREAMS"] = "",
    };

    private Process? _process;

    public static bool IsInstalled => File.Exists("/usr/sbin/nginx");

    /// <summary>The address of a service that listens on these ports.</summary>
    public string Add(string service, IReadOnlyList<int> ports)
    {
        var entry = ports[0];
        if (ports.Count > 1)
        {
            entry = Ports.Free();
            var group = service.ToLowerInvariant();
            _environment["NGINX_UPSTREAMS"] += $"upstream {group} {{ {string.Concat(ports.Select(one => $"server 127.0.0.1:{one} max_fails=0; "))}}} "
                + $"server {{ listen 127.0.0.1:{entry}; location / {{ proxy_pass http://{group}; proxy_connect_timeout 2s; }} }} ";
        }

        _environment[$"NGINX_{service.ToUpperInvariant()}"] = $"127.0.0.1:{entry}";
        return $"http://127.0.0.1:{entry}";
    }

    public async Task StartAsync()
    {
        if (_process is not null)
        {
            return;
        }

        Assert.SkipUnless(IsInstalled, Missing);

        // Its workers are another user's.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_001_001);
        _environment["NGINX_TEMP"] = _folder["nginx"];
        _process = Commands.StartScript("deploy/nginx/start.sh", [], _environment);
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        var error = _process.StandardError.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
        await Eventually.HoldsAsync(async () =>
        {
            Assert.False(_process.HasExited, _process.HasExited ? await error : "");
            try
            {
                // That one can connect says little: nginx listens at one address while it waits for another to become free.
                using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
                return true;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Commands.RunProgramAsync("kill", "-TERM", $"{_process.Id}");
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
    }
}
