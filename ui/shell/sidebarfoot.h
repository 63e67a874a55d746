#pragma once

#include <QList>
#include <QWidget>

namespace gatehouse::ui {

class SidebarButton;

/// Below the pages: settings and shortcuts.
class SidebarFoot : public QWidget
{
    Q_OBJECT

public:
    explicit SidebarFoot(QWidget *parent = nullptr);

    void setNarrow(bool narrow);
    SidebarButton *settingsButton() const { return m_settings; }
    SidebarButton *shortcutsButton() const { return m_shortcuts; }

private:
    SidebarButton *makeButton(const QString &name, const QString &text, const QString &iconName);

    SidebarButton *m_settings;
    SidebarButton *m_shortcuts;
};

} // namespace gatehouse::ui
