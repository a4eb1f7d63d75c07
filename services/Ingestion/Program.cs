using Syndication.Ingestion;
using Syndication.Hosting;

await ServiceHost.Build(args, new IngestionModule()).RunAsync();
