using Syndication.Hosting;
using Syndication.Webhooks;

await ServiceHost.Build(args, new WebhooksModule()).RunAsync();
