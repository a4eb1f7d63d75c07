using System.Diagnostics;
using System.Globalization;
using Syndication.Testing;

namespace Syndication.Benchmarks.Webhooks;

/// <summary>
/// What a Node shop would build: a job a delivery in BullMQ over a Redis that appends to its file and flushes it every
/// second, and a worker that signs and posts, 64 at once. From npm, under <c>artifacts/bullmq</c>.
/// </summary>
internal sealed class BullPeer : IAsyncDisposable
{
    private static readonly string[] Packages = ["bullmq@6.7.0", "ioredis@6.0.0"];

    // The job carries the payload, as one that has to survive a restart must.
    private const string Script =
        """
        import { createHmac, randomBytes, randomUUID } from 'node:crypto';
        import { Agent, request } from 'node:http';
        import { Queue, Worker } from 'bullmq';
        import { Redis } from 'ioredis';
        const [, , redis, receiver, count, size] = process.argv;
        const connect = () => new Redis({ host: '127.0.0.1', port: Number(redis), maxRetriesPerRequest: null });
        const agent = new Agent({ keepAlive: true, maxSockets: 64 });
        const key = randomBytes(32);
        const body = 'x'.repeat(Number(size));
        let left, finish;
        const post = job => new Promise((resolve, reject) => {
          const timestamp = Math.floor(Date.now() / 1000);
          const signature = 'v1,' + createHmac('sha256', key).update(`${job.data.id}.${timestamp}.${job.data.body}`).digest('base64');
          const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(job.data.body), 'webhook-id': job.data.id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
          request(`${receiver}hook/${job.data.endpoint}`, { method: 'POST', agent, headers, timeout: 15000 }, answer => {
            answer.resume().on('end', () => {
              if (answer.statusCode >= 300) return reject(new Error(answer.statusCode));
              if (--left === 0) finish();
              resolve();
            });
          }).on('error', reject).end(job.data.body);
        });
        const worker = new Worker('webhooks', post, { connection: connect(), concurrency: 64 });
        await worker.waitUntilReady();
        const queue = new Queue('webhooks', { connection: connect() });
        const opts = { attempts: 8, backoff: { type: 'exponential', delay: 5000 }, removeOnComplete: true };
        const deliver = async total => {
          left = total;
          const finished = new Promise(resolve => { finish = resolve; });
          const start = process.hrtime.bigint();
          await queue.addBulk(Array.from({ length: total }, (_, endpoint) => ({ name: 'deliver', data: { id: randomUUID(), endpoint, body }, opts })));
          await finished;
          return total / (Number(process.hrtime.bigint() - start) / 1e9);
        };
        await deliver(1000); // Ours is warm too.
        console.log(await deliver(Number(count)));
        process.exit(0);
        """;

    private readonly TemporaryFolder _data = new();
    private readonly string _folder;
    private readonly int _port = Ports.Free();
    private readonly Process _redis;

    private BullPeer(string folder)
    {
        _folder = folder;
        string[] arguments = ["--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _data.Path, "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"];
        _redis = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        _redis.OutputDataReceived += (_, _) => { };
        _redis.BeginOutputReadLine();
    }

    /// <summary>Null, and a word on what is missing, where Redis, Node or the package can't be had.</summary>
    public static async Task<BullPeer?> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "bullmq");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"private": true, "type": "module"}""", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "deliver.js"), Script, cancellationToken);
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "ioredis")))
            {
                await RunAsync(folder, "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", .. Packages], cancellationToken);
            }

            return new BullPeer(folder);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or BenchmarkException)
        {
            await Console.Error.WriteLineAsync($"BullMQ could not be run: it needs node, npm and redis-server (Debian: nodejs, npm, redis-server). {exception.Message}");
            return null;
        }
    }

    /// <summary>Deliveries a second, from adding the jobs to the last answer.</summary>
    public async Task<double> RunAsync(Uri receiver, int deliveries, int size, CancellationToken cancellationToken) =>
        double.Parse(await RunAsync(_folder, "node", ["deliver.js", $"{_port}", $"{receiver}", $"{deliveries}", $"{size}"], cancellationToken), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        _redis.Kill();
        await _redis.WaitForExitAsync();
        _redis.Dispose();
        _data.Dispose();
    }

    private static async Task<string> RunAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? await output : throw new BenchmarkException($"{program} ended with {process.ExitCode}: {await error}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
