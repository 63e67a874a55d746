#include "services/core/coredumps.h"

#include <sys/resource.h>

namespace gatehouse {

void forbidCoreDumps()
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

} // namespace gatehouse
