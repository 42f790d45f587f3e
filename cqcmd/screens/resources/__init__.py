"""Resources (应急保障, 应急资源): their screens and forms."""
