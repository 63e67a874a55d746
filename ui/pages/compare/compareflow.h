#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/detailreader.h"

#include <QObject>

#include <memory>
#include <optional>

namespace gatehouse::ui {

/// Compares two events of a page: C on the first, C on the second. Belongs to the page.
class CompareFlow : public QObject
{
    Q_OBJECT

public:
    CompareFlow(CollectionPage *page, std::shared_ptr<DetailReader> reader,
                const widgets::DisplayOptions &display);

private:
    void take(const collection::Row &row);
    void compareWith(const collection::Row &second);
    QString titleOf(const collection::Row &row) const;

    CollectionPage *m_page;
    std::shared_ptr<DetailReader> m_reader;
    const widgets::DisplayOptions &m_display;
    std::optional<collection::Row> m_first;
};

} // namespace gatehouse::ui
