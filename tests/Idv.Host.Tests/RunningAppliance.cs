using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Idv.Host.Serving;
using Idv.Host.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Idv.Host.Tests;

/// <summary>The real host with the real models on a port of its own.</summary>
public sealed class RunningAppliance : IAsyncLifetime
{
    public const string ApiKey = "test-api-key";

    public const string OtherApiKey = "other-api-key";

    private readonly string _data = Directory.CreateTempSubdirectory("idv-appliance-").FullName;

    private WebApplication? _app;

    /// <summary>A client that sends the API key.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>A client that sends no credentials.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new ApplianceSettings
        {
            Storage = new StorageSettings { Path = _data },
            Tenants = [new TenantSettings { Id = "test", ApiKeys = [ApiKey] }, new TenantSettings { Id = "other", ApiKeys = [OtherApiKey] }],
        };
        _app = await Appliance.BuildAsync(settings, ["http://127.0.0.1:0"]);
        await Appliance.StartAsync(_app);
        var address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Anonymous = new HttpClient { BaseAddress = address };
        Client = new HttpClient { BaseAddress = address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Posts files as a form.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, params (string Field, string File)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, file) in files)
        {
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(file)), field, Path.GetFileName(file));
        }

        return await Client.PostAsync(path, form);
    }

    /// <summary>Posts files as base64 in JSON.</summary>
    public async Task<HttpResponseMessage> PostJsonAsync(string path, params (string Field, byte[] Bytes)[] files) =>
        await Client.PostAsJsonAsync(path, files.ToDictionary(file => file.Field, file => Convert.ToBase64String(file.Bytes)));

    /// <summary>Reads a response as JSON after asserting its status.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, System.Net.HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"Expected {expected} but got {response.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
