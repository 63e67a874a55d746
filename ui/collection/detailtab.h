#pragma once

#include "models/collection/source.h"

#include <QWidget>

#include <functional>

namespace gatehouse::ui {

/// One tab of the detail pane. Reads what it needs by itself, without blocking, when a row is shown
/// while the tab is visible; an answer to a row that is no longer shown is dropped. Its actions()
/// are in the command palette.
class DetailTab : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What the tab is called: "Payload".
    virtual QString title() const = 0;
    /// The same row may come again with newer cells: then nothing jumps.
    virtual void showRow(const collection::Descriptor &descriptor, const collection::Row &row) = 0;
    /// No row, or one that has vanished.
    virtual void clear() = 0;
    /// Ctrl+F; false when there is nothing to search in.
    virtual bool find() { return false; }
    /// Something has been read for longer than 150 ms.
    virtual bool isWaiting() const { return false; }
    /// Gives up what is being read.
    virtual void stop() { }
    /// It is a whole detail with header and buttons of its own, when it is the only tab.
    virtual bool isWhole() const { return false; }

signals:
    void waitingChanged();
};

/// Makes the tab of that Descriptor::detailTabs id; nullptr leaves it out.
using DetailTabFactory = std::function<DetailTab *(const QString &tabId, QWidget *parent)>;

} // namespace gatehouse::ui
