#pragma once

namespace gatehouse {

/// No core file of this process is written, nor of what it starts: it would hold secrets in clear.
/// A handler that the system pipes cores to is not asked about the limit; what it keeps is its own.
void forbidCoreDumps();

} // namespace gatehouse
