#include "services/metrics/otlplimits.h"

#include "services/metrics/otlp.h"

#include <QCoreApplication>

namespace gatehouse::metrics {

namespace {

struct OtlpLimitTexts
{
    Q_DECLARE_TR_FUNCTIONS(Otlp)
};

} // namespace

Result<> checkSize(const OtlpSize &size)
{
    if (size.spans > mostOtlpSpans)
        return failure(ErrorKind::Invalid,
                       OtlpLimitTexts::tr("A request may have %1 spans. Send them in several.")
                           .arg(mostOtlpSpans));
    if (size.parts > mostOtlpParts)
        return failure(
            ErrorKind::Invalid,
            OtlpLimitTexts::tr("A request may have %1 attributes, resources and scopes. Send its "
                               "spans in several.")
                .arg(mostOtlpParts));
    return {};
}

} // namespace gatehouse::metrics
