#include "ui/collection/listcontent.h"

#include "models/collection/windowmodel.h"
#include "ui/widgets/emptystate.h"

#include <QApplication>
#include <QPushButton>

namespace gatehouse::ui {

using collection::WindowModel;

ListContent::ListContent(const WindowModel &model, QWidget *page)
    : QStackedWidget(page)
    , m_model(model)
    , m_empty(new widgets::EmptyState(this))
    , m_noMatch(new widgets::EmptyState(this))
{
    makeEmptyStates();
    connect(&model, &WindowModel::loaded, this, [this] {
        m_isLoaded = m_isLoaded || !m_model.error();
        arrange();
    });
    connect(&model, &WindowModel::searchProgressed, this, &ListContent::arrange);
    connect(&model, &WindowModel::errorChanged, this, &ListContent::arrange);
}

void ListContent::makeEmptyStates()
{
    const collection::Descriptor &descriptor = m_model.descriptor();
    m_empty->setObjectName(QStringLiteral("emptyState"));
    m_empty->setHeading(descriptor.icon, descriptor.emptyTitle, descriptor.emptyText);
    m_noMatch->setObjectName(QStringLiteral("noMatch"));
    m_noMatch->setHeading(QStringLiteral("view-filter"), tr("Nothing matches the filters"),
                          tr("There may be rows that the filters above leave out."));
    QPushButton *clear =
        m_noMatch->addCard({tr("All rows"), tr("Takes every filter away."), tr("Clear filters"),
                            QStringLiteral("edit-clear-all"), true});
    clear->setObjectName(QStringLiteral("clearFilters"));
    connect(clear, &QPushButton::clicked, this, &ListContent::clearRequested);
    addWidget(m_empty);
    addWidget(m_noMatch);
}

void ListContent::setList(QWidget *list, QWidget *keyboard)
{
    m_list = list;
    m_keyboard = keyboard;
    addWidget(list);
    setCurrentWidget(list);
}

QWidget *ListContent::fitting() const
{
    const bool isEmpty =
        m_isLoaded && m_model.rowCount() == 0 && !m_model.error() && !m_model.searchProgress();
    if (!isEmpty)
        return m_list;
    return m_model.filter().isRestricting() ? m_noMatch : m_empty;
}

void ListContent::arrange()
{
    QWidget *shown = fitting();
    if (shown == currentWidget())
        return;
    const QWidget *focus = QApplication::focusWidget(); // none: it went with the list
    const bool hadFocus = isVisible() && (!focus || isAncestorOf(focus));
    setCurrentWidget(shown);
    emit emptyChanged(shown == m_empty);
    if (hadFocus && shown == m_list)
        m_keyboard->setFocus();
}

} // namespace gatehouse::ui
