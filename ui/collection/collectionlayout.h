#pragma once

#include "models/collection/windowmodel.h"
#include "ui/collection/collectionservices.h"
#include "ui/collection/detailtab.h"

#include <QVariantMap>

class QSplitter;
class QVBoxLayout;

namespace gatehouse::widgets {
class NoticeStrip;
class WaitBar;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class CollectionTable;
class DetailPane;
class FilterBar;
class ListContent;
class NewsNotice;
class NoticeBoard;
class TimeViews;

/// What is seen of a collection's page, and where: the filter bar over the notices, the histogram,
/// and the list beside the detail. All of it belongs to the page.
class CollectionLayout
{
public:
    /// `services` and `model` outlive it; see CollectionPage for `tabs`.
    CollectionLayout(const CollectionServices &services, collection::WindowModel &model,
                     const DetailTabFactory &tabs, QWidget *page);
    CollectionLayout(const CollectionLayout &) = delete;
    CollectionLayout &operator=(const CollectionLayout &) = delete;

    FilterBar *filterBar = nullptr;
    widgets::WaitBar *waitBar = nullptr;
    NoticeBoard *board = nullptr;
    ListContent *content = nullptr;
    QWidget *listPane = nullptr;
    NewsNotice *news = nullptr;
    CollectionTable *table = nullptr;
    TimeViews *times = nullptr; ///< nullptr: the list is not shown over time
    DetailPane *detail = nullptr;

    /// Between the notices and the list.
    void addBanner(QWidget *banner);
    /// Leaves out what a window of that size has no room for.
    void fit(QSize window);
    /// What the person has pushed, folded and opened.
    QVariantMap state() const;
    void setState(const QVariantMap &state);

private:
    QWidget *makeSplitter(const DetailTabFactory &tabs);
    QWidget *makeListPane();
    void arrange();
    void keepFocus();
    void followDisplay();

    const CollectionServices &m_services;
    collection::WindowModel &m_model;
    QWidget *m_page;
    widgets::NoticeStrip *m_strip = nullptr;
    QSplitter *m_splitter = nullptr;
    QVBoxLayout *m_column = nullptr;
};

} // namespace gatehouse::ui
