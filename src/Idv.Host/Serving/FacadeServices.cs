using Idv.Facades;
using Idv.Facades.IncodeId;
using Idv.Facades.Uqudo;
using Idv.Host.Galleries;
using Idv.Host.Settings;
using Idv.Verifications.Faces;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Idv.Host.Serving;

/// <summary>Adds the vendors' APIs that are enabled.</summary>
internal static class FacadeServices
{
    /// <summary>Adds the facades and what they need beside the rest of the appliance.</summary>
    public static void Add(IServiceCollection services, ApplianceSettings settings)
    {
        services.AddSingleton<IdentityGallery>();
        services.AddSingleton<IIdentityGallery>(provider => provider.GetRequiredService<IdentityGallery>());
        var facades = settings.Facades;
        if (facades.Uqudo.Enabled)
        {
            services.AddUqudo(new UqudoOptions
            {
                TokenLifetime = facades.Uqudo.TokenLifetime,
                FaceSessionLifetime = facades.Uqudo.FaceSessionLifetime,
                SearchMatchLevel = facades.Uqudo.SearchMatchLevel,
            });
            AddDocument(services, ApiNames.Uqudo, "Uqudo", "Authorisation, Face and Scan API as Uqudo documents them. See docs/facades/uqudo.md.");
        }

        if (facades.IncodeId.Enabled)
        {
            services.AddIncodeId(new IncodeIdOptions
            {
                TokenLifetime = facades.IncodeId.TokenLifetime,
                ImageUrlLifetime = settings.Server.SignedUrlLifetime,
                PublicUrl = settings.Server.PublicUrl,
                RetryDelays = ApplianceServices.RetryDelays(settings),
                IdentificationFalseMatchRate = facades.IncodeId.IdentificationFalseMatchRate,
            });
            AddDocument(
                services,
                ApiNames.IncodeId,
                "Incode ID",
                "Every request carries `api-version: 1.0` and `x-api-key`, every GET `X-Incode-Hardware-Id` too. See docs/facades/incode-id.md.");
        }
    }

    private static void AddDocument(IServiceCollection services, string name, string title, string description) => services.AddOpenApi(name, openApi =>
    {
        openApi.CreateSchemaReferenceId = static type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } reference
            ? reference.Replace("Contract", "", StringComparison.Ordinal)
            : null;
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = title, Version = "v1", Description = description };
            return Task.CompletedTask;
        });
    });
}
