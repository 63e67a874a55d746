#pragma once

#include <QStackedWidget>

namespace gatehouse::collection {
class WindowModel;
}

namespace gatehouse::widgets {
class EmptyState;
}

namespace gatehouse::ui {

/// A model's rows, or why there are none: nothing yet, or nothing that the filters let through.
///
/// Object names: emptyState, noMatch, clearFilters.
class ListContent final : public QStackedWidget
{
    Q_OBJECT

public:
    /// The model is not asked any more once the page is being destroyed.
    ListContent(const collection::WindowModel &model, QWidget *page);

    /// Shown while there are rows, and until it is known; `keyboard`, in it, is what takes the
    /// focus when it comes back.
    void setList(QWidget *list, QWidget *keyboard);
    widgets::EmptyState *emptyState() const { return m_empty; }

signals:
    void clearRequested();
    /// There is nothing in the whole list, or there is.
    void emptyChanged(bool isEmpty);

private:
    void makeEmptyStates();
    void arrange();
    QWidget *fitting() const;

    const collection::WindowModel &m_model;
    QWidget *m_list = nullptr;
    QWidget *m_keyboard = nullptr;
    widgets::EmptyState *m_empty;
    widgets::EmptyState *m_noMatch;
    bool m_isLoaded = false; ///< some read has succeeded
};

} // namespace gatehouse::ui
