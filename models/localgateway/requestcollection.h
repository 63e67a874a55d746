#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::localgateway {

/// The live log of requests: what came in and what was delivered. Read from RequestLog alone, there
/// is no view of it. Texts are translated when it is called.
collection::Descriptor requestCollection();

/// The words of the column `direction`.
inline constexpr char kIngest[] = "ingest";
inline constexpr char kDelivery[] = "delivery";

} // namespace gatehouse::localgateway
