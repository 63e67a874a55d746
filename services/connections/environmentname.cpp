#include "services/connections/environmentname.h"

namespace gatehouse {

namespace {

int dangerOf(const QString &name)
{
    if (name == QLatin1String("production"))
        return 2;
    return name == QLatin1String("local") ? 0 : 1;
}

} // namespace

EnvironmentName environmentName(const QString &stated, const QString &told)
{
    if (stated.isEmpty() || told.isEmpty())
        return {stated.isEmpty() ? told : stated, false};
    if (dangerOf(told) > dangerOf(stated))
        return {told, true};
    return {stated, false};
}

} // namespace gatehouse
