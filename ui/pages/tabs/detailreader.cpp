#include "ui/pages/tabs/detailreader.h"

#include <QJsonArray>

namespace gatehouse::ui {

HeaderList headersFromJson(const QJsonArray &pairs)
{
    HeaderList headers;
    for (const auto &pair : pairs)
        headers.append({pair.toArray().at(0).toString(), pair.toArray().at(1).toString()});
    return headers;
}

} // namespace gatehouse::ui
