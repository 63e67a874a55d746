#include "services/gateway/worker/deliverypreview.h"

#include "services/gateway/store/routes.h"
#include "services/gateway/worker/requestbuilder.h"

namespace gatehouse::gateway {

Result<DestinationCredentials> credentialsOf(const ClaimedJob &job, const WorkerOptions &options)
{
    const bool isStandIn = job.baseUrl == standInUrl;
    if (isStandIn && options.standIn)
        return options.standIn->credentials;
    const auto found = options.credentials.find(*job.destination);
    if (!isStandIn && found != options.credentials.end())
        return found->second;
    if (!isStandIn && options.vault && options.vault->opens(job.credentials.masterKey))
        return unseal(job.credentials, *options.vault);
    return failure(ErrorKind::NotFound,
                   QStringLiteral("The gateway that delivered to '%1' is gone, and another cannot")
                       .arg(QString::fromStdString(*job.destination)));
}

DeliveryPreview previewDelivery(ClaimedJob job, const WorkerOptions &options,
                                const Normalizer &normalizer)
{
    DeliveryPreview preview;
    DestinationCredentials credentials;
    if (job.destination) {
        if (auto found = credentialsOf(job, options))
            credentials = std::move(*found);
        else
            preview.noCredentials = found.error();
    }
    if (job.baseUrl == standInUrl && options.standIn)
        job.baseUrl = options.standIn->url;
    auto body = bodyOf(job, normalizer);
    if (!body)
        preview.noBody = body.error();
    BuiltRequest built =
        buildRequest(job, std::move(body).value_or(std::string()), credentials, options.userAgent);
    wipe(credentials);
    preview.url = std::move(built.request.url);
    preview.headers = std::move(built.redactedHeaders);
    preview.body = std::move(built.request.body);
    return preview;
}

} // namespace gatehouse::gateway
