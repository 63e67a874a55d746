#pragma once

#include "services/core/result.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/worker/job.h"
#include "services/gateway/worker/worker.h"

#include <optional>
#include <string>

namespace gatehouse::gateway {

/// A worker's credentials for this job's destination. NotFound: it has none. Else they are there
/// and cannot be read.
Result<DestinationCredentials> credentialsOf(const ClaimedJob &job, const WorkerOptions &options);

/// What a worker would send for a job now. Nothing in it is a credential.
struct DeliveryPreview
{
    std::string url;
    HeaderFields headers; ///< Authorization redacted; ids that are new for each try are this one's
    std::string body; ///< what X-Signature is of
    std::optional<Error> noBody; ///< why there is none: the job would die of it
    std::optional<Error> noCredentials; ///< then neither Authorization nor X-Signature is there
};

/// The job's body is not sealed any more.
DeliveryPreview previewDelivery(ClaimedJob job, const WorkerOptions &options,
                                const Normalizer &normalizer);

} // namespace gatehouse::gateway
